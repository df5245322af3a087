package dev.tvsh.commands.refresh;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.refresh.RefreshResult.Status;
import dev.tvsh.commands.tview.Tview;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Refreshes TVIEWs one after the other, and notes each that is done. */
final class RefreshRun {

    private static final String QUERY_CANCELED = "57014";

    private final CommandContext context;
    private final TviewRefresher refresher;
    private final boolean goOnAfterError;
    private final List<RefreshResult> results = new ArrayList<>();
    private final Set<String> notRefreshed = new HashSet<>();
    private final long begun;
    private ExitCode exitCode = ExitCode.DONE;
    private long rows;

    RefreshRun(CommandContext context, TviewRefresher refresher, boolean goOnAfterError) {
        this.context = context;
        this.refresher = refresher;
        this.goOnAfterError = goOnAfterError;
        this.begun = context.clock().millis();
    }

    /** Works through {@code tviews}, which stand in the order of what they read. */
    void work(List<Tview> tviews, Entry entry) {
        RefreshJournal journal = new RefreshJournal(context.journal());
        boolean stopped = false;
        for (Tview tview : tviews) {
            if (RefreshJournal.isDone(entry, tview)) {
                results.add(RefreshResult.skipped(tview, "done before the interruption"));
            } else if (stopped) {
                results.add(RefreshResult.skipped(tview, "not begun"));
            } else if (tview.after().stream().anyMatch(notRefreshed::contains)) {
                notRefreshed.add(tview.entity());
                results.add(RefreshResult.skipped(tview, "reads a TVIEW that was not refreshed"));
            } else {
                progress(tviews.size(), tview);
                stopped = !one(tview, entry, journal);
            }
        }
        if (exitCode == ExitCode.DONE) {
            journal.finished(entry);
        }
    }

    /** @return whether to go on */
    private boolean one(Tview tview, Entry entry, RefreshJournal journal) {
        long start = context.clock().millis();
        try {
            long now = refresher.refresh(tview);
            journal.done(entry, tview, now);
            rows += now;
            results.add(RefreshResult.refreshed(tview, now, context.clock().millis() - start));
            return true;
        } catch (ConnectionLostException e) {
            context.say("✗ connection lost at " + tview.table() + ", " + count(Status.REFRESHED)
                    + " done before it. A table is refreshed whole or not at all; refresh-all goes on from there.");
            throw e;
        } catch (TvshException e) {
            notRefreshed.add(tview.entity());
            results.add(RefreshResult.failed(tview, context.clock().millis() - start, e.getMessage()));
            context.say("✗ " + tview.table() + ": " + e.getMessage());
            e.advice().forEach(line -> context.say("  " + line));
            boolean cancelled = e.exitCode() == ExitCode.INTERRUPTED || isCancel(e);
            exitCode = cancelled ? ExitCode.INTERRUPTED : ExitCode.NEGATIVE;
            return goOnAfterError && !cancelled;
        }
    }

    private static boolean isCancel(TvshException e) {
        return e instanceof DatabaseException refused && refused.sqlState().equals(QUERY_CANCELED);
    }

    private void progress(int total, Tview next) {
        double seconds = (context.clock().millis() - begun) / 1000.0;
        String rate = seconds > 0 ? String.format(Locale.ROOT, " · %.0f rows/s", rows / seconds) : "";
        context.output()
                .accept(new Event.Progress(
                        RefreshJournal.COMMAND,
                        results.size(),
                        total,
                        String.format(Locale.ROOT, "%,d rows%s · %s", rows, rate, next.table())));
    }

    /** What is said in the end. */
    List<String> summary() {
        double seconds = (context.clock().millis() - begun) / 1000.0;
        String done = String.format(
                Locale.ROOT,
                "%d refreshed, %d failed, %d skipped · %,d rows · %.1f s · row counts verified",
                count(Status.REFRESHED),
                count(Status.FAILED),
                count(Status.SKIPPED),
                rows,
                seconds);
        return exitCode == ExitCode.DONE
                ? List.of(done)
                : List.of(
                        done,
                        "Each table is refreshed whole or as it was. refresh-all goes on with those that are not done.");
    }

    ExitCode exitCode() {
        return exitCode;
    }

    List<RefreshResult> results() {
        return results;
    }

    private long count(Status status) {
        return results.stream().filter(result -> result.status() == status).count();
    }
}
