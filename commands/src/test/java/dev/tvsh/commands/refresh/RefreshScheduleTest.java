package dev.tvsh.commands.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.refresh.RefreshSchedule.Unit;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefreshScheduleTest {

    private static final Map<String, Long> COSTS = Map.of("long", 100L, "base", 10L, "reader", 95L, "small", 5L);

    private static Unit unit(String entity, String... after) {
        return new Unit(List.of(new Tview(
                entity,
                new QualifiedName("s", "tv_" + entity),
                new QualifiedName("s", "v_" + entity),
                List.of(),
                List.of("pk"),
                Optional.empty(),
                false,
                List.of(),
                List.of(),
                List.of(after),
                0)));
    }

    private static RefreshSchedule schedule(Unit... units) {
        return new RefreshSchedule(List.of(units), tview -> COSTS.getOrDefault(tview.entity(), 1L));
    }

    private static List<String> all(RefreshSchedule schedule) {
        List<String> order = new ArrayList<>();
        Optional<Unit> next = schedule.next(0);
        while (next.isPresent()) {
            order.add(next.get().tviews().get(0).entity());
            schedule.done(next.get());
            next = schedule.next(0);
        }
        return order;
    }

    @Test
    void whatHasTheMostWorkBehindItComesFirstAndNothingBeforeWhatItReads() {
        RefreshSchedule schedule =
                schedule(unit("small"), unit("long"), unit("base"), unit("reader", "base"), unit("other", "reader"));

        assertThat(all(schedule)).containsExactly("base", "long", "reader", "small", "other");
        assertThat(schedule.anyLeft()).isFalse();
    }

    /** Not a level after the other: what runs long holds up nobody who does not read it. */
    @Test
    void oneThatIsReadyWaitsForNoOther() {
        Unit base = unit("base");
        RefreshSchedule schedule = schedule(unit("long"), base, unit("reader", "base"));
        assertThat(schedule.next(0)).hasValue(base);
        assertThat(schedule.next(0)).isPresent();
        assertThat(schedule.next(0)).isEmpty();

        schedule.done(base);

        assertThat(schedule.next(0).orElseThrow().tviews().get(0).entity()).isEqualTo("reader");
    }

    @Test
    void moreJobsThanTheLongestChainLeavesRoomForAreOfNoUse() {
        assertThat(schedule(unit("long"), unit("base"), unit("reader", "base")).usefulJobs())
                .isEqualTo(2);
        assertThat(schedule(unit("base"), unit("reader", "base")).usefulJobs()).isEqualTo(1);
        assertThat(schedule(unit("a"), unit("b"), unit("c")).usefulJobs()).isEqualTo(3);
        assertThat(schedule().usefulJobs()).isEqualTo(1);
    }

    @Test
    void oneThatWasPutBackComesWhenItIsTime() {
        Unit one = unit("small");
        RefreshSchedule schedule = schedule(one);
        schedule.next(0);
        schedule.again(one, 1000);

        assertThat(schedule.next(999)).isEmpty();
        assertThat(schedule.anyLeft()).isTrue();
        assertThat(schedule.next(1000)).hasValue(one);
    }

    @Test
    void aCircleIsOpenedWhereTheOrderHasIt() {
        assertThat(all(schedule(unit("a", "b"), unit("b", "a"), unit("c", "b"))))
                .containsExactly("a", "b", "c");
    }

    @Test
    void readersThroughOthersCount() {
        Unit base = unit("base");
        RefreshSchedule schedule = schedule(base, unit("reader", "base"), unit("other", "reader"), unit("small"));
        assertThat(schedule.readersOf(base))
                .extracting(unit -> unit.tviews().get(0).entity())
                .containsExactlyInAnyOrder("reader", "other");
    }
}
