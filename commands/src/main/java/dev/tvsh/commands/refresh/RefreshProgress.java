package dev.tvsh.commands.refresh;

import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.commands.output.TimeLeft;
import dev.tvsh.commands.refresh.RefreshResult.Status;
import dev.tvsh.commands.tview.Tview;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Tells how far a run has come, a few times a second at most. What runs is measured by time: the server does not tell. */
final class RefreshProgress {

    private static final long BETWEEN_MILLIS = 200;

    private final String command;
    private final RefreshResults results;
    private final RefreshCosts costs;
    private final LockWaits waits;
    private final EventSink output;
    private final Clock clock;
    private final long begun;
    private final double totalCost;
    private double doneCost;
    private double doneMillis;
    private long next;

    /** @param left those that are still to be done */
    RefreshProgress(
            String command,
            RefreshResults results,
            List<Tview> left,
            RefreshCosts costs,
            LockWaits waits,
            EventSink output,
            Clock clock) {
        this.command = command;
        this.results = results;
        this.costs = costs;
        this.waits = waits;
        this.output = output;
        this.clock = clock;
        this.begun = clock.millis();
        this.totalCost = left.stream().mapToLong(costs::of).sum();
    }

    void done(Tview tview, long millis) {
        doneCost += costs.of(tview);
        doneMillis += millis;
    }

    double seconds() {
        return (clock.millis() - begun) / 1000.0;
    }

    /** Tells, if it is time. */
    void tell(Collection<RefreshAttempt> running, int retried) {
        long now = clock.millis();
        if (now < next) {
            return;
        }
        next = now + BETWEEN_MILLIS;
        double slowness = doneCost > 0 && doneMillis > 0 ? doneMillis / doneCost : 1;
        double partly = 0;
        long done = results.count(Status.REFRESHED);
        List<String> lines = new ArrayList<>();
        for (RefreshAttempt attempt : running) {
            double cost =
                    attempt.script().tviews().stream().mapToLong(costs::of).sum();
            double share = Math.min(0.99, (now - attempt.begun()) / slowness / cost);
            String waiting = waits.of(attempt);
            if (waiting.isEmpty()) {
                partly += share * cost;
                lines.add(String.format(Locale.ROOT, "%s %.0f %%", attempt.at().table(), share * 100));
            } else {
                lines.add(attempt.at().table() + " waiting for its lock, " + waiting);
            }
            done += attempt.done();
        }
        output.accept(
                new Event.Progress(command, done, results.total(), detail(now, doneCost + partly, retried), lines));
    }

    private String detail(long now, double cost, int retried) {
        long millis = now - begun;
        List<String> parts = new ArrayList<>(List.of(count(results.rows()) + " rows"));
        if (millis > 0 && results.rows() > 0) {
            parts.add(count(results.rows() * 1000 / millis) + " rows/s");
        }
        String left = TimeLeft.shown(millis, cost, totalCost);
        if (!left.isEmpty()) {
            parts.add(left);
        }
        if (retried > 0) {
            parts.add(retried + " retried on lock");
        }
        return String.join(" · ", parts);
    }

    private static String count(long number) {
        return number < 1_000_000
                ? String.format(Locale.ROOT, "%,d", number)
                : String.format(Locale.ROOT, "%,.1f M", number / 1e6);
    }
}
