package dev.tvsh.commands.refresh;

import dev.tvsh.commands.tview.Tview;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What became of one TVIEW.
 *
 * @param rows the rows of its table afterwards; 0 unless it was refreshed
 * @param millis how long it took, in milliseconds
 * @param error why it was not refreshed; empty if it was
 */
record RefreshResult(String entity, Status status, long rows, long millis, String error) {

    enum Status {
        REFRESHED,
        SKIPPED,
        FAILED
    }

    static RefreshResult refreshed(Tview tview, long rows, long millis) {
        return new RefreshResult(tview.entity(), Status.REFRESHED, rows, millis, "");
    }

    static RefreshResult skipped(Tview tview, String why) {
        return new RefreshResult(tview.entity(), Status.SKIPPED, 0, 0, why);
    }

    static RefreshResult failed(Tview tview, long millis, String error) {
        return new RefreshResult(tview.entity(), Status.FAILED, 0, millis, error);
    }

    /** As the JSON document has it. */
    Map<String, Object> toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("entity", entity);
        fields.put("status", word());
        fields.put("rows", rows);
        fields.put("ms", millis);
        fields.put("error", error);
        return fields;
    }

    /** What must come out the same when a transcript is replayed. */
    String stable() {
        return entity + " " + word() + (status == Status.REFRESHED ? " " + rows : "");
    }

    private String word() {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
