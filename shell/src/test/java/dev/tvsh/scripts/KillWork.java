package dev.tvsh.scripts;

import java.util.List;

/** What a tvsh does when it is killed, and what its operator types afterwards. */
enum KillWork {
    REFRESH,
    REFRESH_JOBS,
    REFRESH_ATOMIC,
    DISABLE,
    DISABLE_THEN_BACK,
    ENABLE,
    ALL;

    private static final String OFF = "disable-triggers";
    private static final String ON = "enable-triggers";
    private static final String FILL = "refresh-all";
    private static final String FILL_SIDE_BY_SIDE = "refresh-all --jobs 2";
    private static final String FILL_AT_ONCE = "refresh-all --atomic";

    /** What an undisturbed tvsh does first. */
    List<String> before() {
        return this == ENABLE ? List.of(OFF) : List.of();
    }

    /** What is killed. */
    List<String> during() {
        return switch (this) {
            case REFRESH -> List.of(FILL);
            case REFRESH_JOBS -> List.of(FILL_SIDE_BY_SIDE);
            case REFRESH_ATOMIC -> List.of(FILL_AT_ONCE);
            case DISABLE, DISABLE_THEN_BACK -> List.of(OFF);
            case ENABLE -> List.of(ON);
            case ALL -> List.of(OFF, "UPDATE tb_maker SET name = name || '.'", ON, FILL_SIDE_BY_SIDE);
        };
    }

    /** What must bring everything in order, whenever the kill came; each in a tvsh of its own. */
    List<String> afterwards() {
        return switch (this) {
            case REFRESH -> List.of(FILL);
            case REFRESH_JOBS -> List.of(FILL_SIDE_BY_SIDE);
            case REFRESH_ATOMIC -> List.of(FILL_AT_ONCE);
            case DISABLE -> List.of(OFF, ON);
            case DISABLE_THEN_BACK, ENABLE -> List.of(ON);
            case ALL -> List.of(ON, FILL);
        };
    }

    boolean refreshes() {
        return during().get(during().size() - 1).startsWith(FILL);
    }

    /** Tables that it locks, for somebody else to lock one before. */
    List<String> locks() {
        return during().get(0).startsWith(FILL)
                ? List.of("tv_maker", "tv_label", "tv_part", "sales.tv_sale")
                : List.of("tb_maker", "tb_label", "tb_part_2", "tv_maker", "sales.tb_sale");
    }
}
