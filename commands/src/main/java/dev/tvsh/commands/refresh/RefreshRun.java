package dev.tvsh.commands.refresh;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Interruption;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.change.LockPolicy;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.SessionEndedException;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.output.Relay;
import dev.tvsh.commands.refresh.RefreshAttempt.Filled;
import dev.tvsh.commands.refresh.RefreshResult.Status;
import dev.tvsh.commands.refresh.RefreshSchedule.Unit;
import dev.tvsh.commands.tview.Tview;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands units to workers as the schedule has them, and notes each that is done. All of it happens on one thread. */
final class RefreshRun {

    private static final long TICK_MILLIS = 500;
    private static final long SHORT_TICK_MILLIS = 100;
    private static final int MOST_REWRITES = 5;

    private final CommandContext context;
    private final RefreshPlan plan;
    private final RefreshJournal journal;
    private final Entry entry;
    private final Relay relay = new Relay();
    private final RefreshResults results;
    private final RefreshProgress progress;
    private final LockWaits waits;
    private final Map<Unit, RefreshAttempt> running = new LinkedHashMap<>();
    private final Map<Unit, Integer> tries = new HashMap<>();
    private final Map<Unit, Long> firstTry = new HashMap<>();
    private final Map<Unit, Integer> rewrites = new HashMap<>();
    private int retried;
    private int interruptions;
    private boolean stopped;
    private @Nullable ConnectionLostException lost;

    RefreshRun(
            CommandContext context,
            RefreshPlan plan,
            RefreshResults results,
            RefreshJournal journal,
            Entry entry,
            LockWaits waits) {
        this.context = context;
        this.plan = plan;
        this.results = results;
        this.journal = journal;
        this.entry = entry;
        this.waits = waits;
        this.progress = new RefreshProgress(
                plan.command(), results, plan.left(), plan.costs(), waits, context.output(), context.clock());
    }

    /** Works until all is done, or nothing more shall be begun and what runs has ended. */
    Outcome work() {
        if (plan.schedule().anyLeft()) {
            try (RefreshWorkers workers = RefreshWorkers.open(
                    context, relay, plan.jobs(), plan.locks().bySession())) {
                work(workers);
            }
        }
        results.complete();
        if (lost != null) {
            context.say("✗ connection lost, " + results.count(Status.REFRESHED) + " of " + results.total()
                    + " done before it. A table is refreshed whole or not at all; " + plan.command()
                    + " goes on from there.");
            throw lost;
        }
        return end();
    }

    private void work(RefreshWorkers workers) {
        Interruption.Scope taken = context.interruption().taken(() -> relay.post(() -> stop(workers)));
        try {
            while (begin(workers) || !workers.allIdle()) {
                progress.tell(running.values(), retried);
                relay.work(plan.locks().bySession() ? SHORT_TICK_MILLIS : TICK_MILLIS);
                giveUpWaiting();
            }
        } finally {
            taken.close();
        }
    }

    /** What {@code lock_timeout} does elsewhere. */
    private void giveUpWaiting() {
        if (plan.locks().bySession()) {
            long since = context.clock().millis() - plan.locks().limit().toMillis();
            running.values().forEach(attempt -> attempt.giveUpWaitingSince(since));
        }
    }

    /** @return whether more is to be begun, now or in a while */
    private boolean begin(RefreshWorkers workers) {
        while (!stopped && workers.anyIdle()) {
            Unit unit = plan.schedule().next(context.clock().millis()).orElse(null);
            if (unit == null) {
                break;
            }
            running.put(
                    unit,
                    workers.start(
                            plan.statements().script(unit.tviews()), (filled, error) -> ended(unit, filled, error)));
        }
        return !stopped && plan.schedule().anyLeft();
    }

    private void stop(RefreshWorkers workers) {
        interruptions++;
        stopped = true;
        if (interruptions == 1) {
            context.say("Stops when those that run are done. Ctrl-C again cancels them.");
        } else {
            workers.cancel();
            context.say("Cancelling what runs.");
        }
    }

    private void ended(Unit unit, List<Filled> filled, @Nullable Throwable error) {
        RefreshAttempt attempt = running.remove(unit);
        if (error == null) {
            filled.forEach(this::done);
            plan.schedule().done(unit);
        } else if (attempt == null || !(error instanceof TvshException failure)) {
            throw new IllegalStateException("a refresh ended as none should", error);
        } else if (failure instanceof TriggersChangedException changed
                && rewrites.merge(unit, 1, Integer::sum) <= MOST_REWRITES) {
            plan.statements().triggersAre(changed.table(), changed.found());
            plan.schedule().again(unit, context.clock().millis());
        } else if (failure instanceof SessionEndedException cut) {
            waits.end(attempt);
            if (attempt.gaveUp()) {
                lockMissed(unit, attempt, cut);
            } else {
                cancelled(unit);
            }
        } else if (failure instanceof ConnectionLostException gone) {
            lost = lost == null ? gone : lost;
            stopped = true;
        } else if (interruptions > 1) {
            cancelled(unit);
        } else if (failure instanceof DatabaseException refused && LockPolicy.isWorthAnotherTry(refused)) {
            lockMissed(unit, attempt, refused);
        } else {
            failed(unit, attempt, failure, failure.advice());
        }
    }

    private void cancelled(Unit unit) {
        stopped = true;
        unit.tviews().forEach(tview -> results.add(RefreshResult.skipped(tview, "cancelled")));
    }

    private void done(Filled filled) {
        journal.done(entry, filled.tview(), filled.rows(), filled.millis());
        results.add(RefreshResult.refreshed(filled.tview(), filled.rows(), filled.millis()));
        progress.done(filled.tview(), filled.millis());
    }

    private void lockMissed(Unit unit, RefreshAttempt attempt, DatabaseException failure) {
        long since = firstTry.computeIfAbsent(unit, key -> attempt.begun());
        Duration elapsed = Duration.ofMillis(context.clock().millis() - since);
        if (plan.locks().another(tries.merge(unit, 1, Integer::sum), elapsed) && !stopped) {
            retried++;
            plan.schedule().again(unit, context.clock().millis() + LockPolicy.PAUSE.toMillis());
            return;
        }
        List<String> advice = new ArrayList<>(waits.behind(attempt, failure));
        advice.add(LockPolicy.ADVICE);
        failed(unit, attempt, failure, advice);
    }

    private void failed(Unit unit, RefreshAttempt attempt, TvshException failure, List<String> advice) {
        Tview culprit = attempt.at();
        long millis = context.clock().millis() - attempt.begun();
        for (Tview tview : unit.tviews()) {
            results.add(
                    tview.equals(culprit)
                            ? RefreshResult.failed(tview, millis, failure.getMessage())
                            : RefreshResult.skipped(tview, "rolled back with " + culprit.table()));
        }
        for (Unit reader : plan.schedule().readersOf(unit)) {
            reader.tviews()
                    .forEach(
                            tview -> results.add(RefreshResult.skipped(tview, "reads a TVIEW that was not refreshed")));
        }
        context.say("✗ " + culprit.table() + ": " + failure.getMessage());
        advice.forEach(line -> context.say("  " + line));
        stopped |= !plan.goOn();
    }

    private Outcome end() {
        context.say(results.summary(progress.seconds(), retried == 0 ? "" : " · " + retried + " retried on lock"));
        if (results.allRefreshed()) {
            journal.finished(entry);
            return results.outcome(ExitCode.DONE);
        }
        context.say("Each table is refreshed whole or as it was. " + plan.command()
                + " goes on with those that are not done.");
        return results.outcome(interruptions > 0 ? ExitCode.INTERRUPTED : ExitCode.NEGATIVE);
    }
}
