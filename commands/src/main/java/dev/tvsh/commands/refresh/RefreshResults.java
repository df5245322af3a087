package dev.tvsh.commands.refresh;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.refresh.RefreshResult.Status;
import dev.tvsh.commands.tview.Tview;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What became of all TVIEWs of a run, whoever did them and when; in their order, not in that in which they ended. */
final class RefreshResults {

    private final List<Tview> tviews;
    private final Map<String, RefreshResult> results = new HashMap<>();
    private long rowsBefore;
    private long doneBefore;

    RefreshResults(List<Tview> tviews) {
        this.tviews = List.copyOf(tviews);
    }

    void add(RefreshResult result) {
        results.put(result.entity(), result);
    }

    /** An earlier part of this run has done it. */
    void addBefore(RefreshResult result) {
        add(result);
        doneBefore++;
        rowsBefore += result.rows();
    }

    boolean has(Tview tview) {
        return results.containsKey(tview.entity());
    }

    /** Those that nothing was told of were never begun. */
    void complete() {
        tviews.forEach(tview -> results.putIfAbsent(tview.entity(), RefreshResult.skipped(tview, "not begun")));
    }

    int total() {
        return tviews.size();
    }

    long count(Status status) {
        return results.values().stream()
                .filter(result -> result.status() == status)
                .count();
    }

    /** The rows that went in since this process began. */
    long rows() {
        return results.values().stream().mapToLong(RefreshResult::rows).sum() - rowsBefore;
    }

    boolean allRefreshed() {
        return count(Status.REFRESHED) == tviews.size();
    }

    /**
     * The line that is said in the end.
     *
     * @param details what else there is to tell, each beginning with its separator
     */
    String summary(double seconds, String details) {
        return String.format(
                Locale.ROOT,
                "%,d refreshed%s, %,d failed, %,d skipped · %,d rows · %.1f s%s",
                count(Status.REFRESHED),
                doneBefore == 0 ? "" : String.format(Locale.ROOT, " (%,d before the interruption)", doneBefore),
                count(Status.FAILED),
                count(Status.SKIPPED),
                rows(),
                seconds,
                details);
    }

    Outcome outcome(ExitCode exitCode) {
        List<RefreshResult> ordered = tviews.stream()
                .map(tview -> results.getOrDefault(tview.entity(), RefreshResult.skipped(tview, "not begun")))
                .toList();
        return new Outcome(
                exitCode,
                Map.of("tviews", ordered.stream().map(RefreshResult::toJson).toList()),
                ordered.stream().map(RefreshResult::stable).toList());
    }
}
