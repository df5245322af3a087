package dev.tvsh.commands.refresh;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.refresh.RefreshScript.Step;
import dev.tvsh.commands.triggers.PausedTriggers;
import dev.tvsh.commands.tview.TriggerFiring;
import dev.tvsh.commands.tview.Tview;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One run of one script, on the thread of its session. Others may look how far it has come. */
final class RefreshAttempt {

    /**
     * A table that was filled.
     *
     * @param millis how long it took, in milliseconds
     */
    record Filled(Tview tview, long rows, long millis) {}

    private final RefreshScript script;
    private final SqlRunner sql;
    private final Clock clock;
    private final BooleanSupplier cancelled;
    private final long begun;
    private final List<Filled> filled = new ArrayList<>();
    private volatile int at;
    private volatile long stepBegun;
    private volatile int done;
    private volatile boolean gaveUp;
    private long filledAt;

    /** @param cancelled whether to end before the next statement */
    RefreshAttempt(RefreshScript script, SqlRunner sql, Clock clock, BooleanSupplier cancelled) {
        this.script = script;
        this.sql = sql;
        this.clock = clock;
        this.cancelled = cancelled;
        this.begun = clock.millis();
        this.filledAt = begun;
    }

    /**
     * Runs the script.
     *
     * @return what is refreshed and on disk, with the numbers of rows
     * @throws TriggersChangedException if the script must be written anew
     * @throws TvshException if it was refused, or is not right in the end; everything is rolled back
     */
    List<Filled> run() {
        try {
            for (int i = 0; i < script.steps().size(); i++) {
                if (cancelled.getAsBoolean()) {
                    throw new TvshException(ExitCode.INTERRUPTED, "cancelled");
                }
                stepBegun = clock.millis();
                at = i;
                run(script.steps().get(i));
            }
            return List.copyOf(filled);
        } catch (ConnectionLostException e) {
            throw e;
        } catch (TvshException e) {
            sql.run("sql/server/rollback.sql.vm", Map.of());
            throw e;
        }
    }

    private void run(Step step) {
        if (step instanceof Step.Look look) {
            List<Row> rows = new ArrayList<>();
            sql.stream(look.sql(), rows::add);
            Map<String, TriggerFiring> found = PausedTriggers.states(rows);
            if (!look.expected().are(found)) {
                throw new TriggersChangedException(look.tview().table(), found);
            }
        } else if (step instanceof Step.Fill fill) {
            long rows = fill.counted() ? counted(fill) : told(fill);
            long now = clock.millis();
            filled.add(new Filled(fill.tview(), rows, now - filledAt));
            filledAt = now;
            done = filled.size();
        } else if (step instanceof Step.Count count) {
            verify(count);
        } else {
            sql.run(step.sql());
        }
    }

    /** Without triggers and rules nothing can come between the rows of the view and the table. */
    private long told(Step.Fill fill) {
        String tag = sql.run(fill.sql());
        return Long.parseLong(tag.substring(tag.lastIndexOf(' ') + 1));
    }

    private long counted(Step.Fill fill) {
        List<Row> rows = new ArrayList<>();
        sql.stream(fill.sql(), rows::add);
        long wanted = rows.get(0).number("wanted");
        long in = rows.get(0).number("filled");
        if (wanted != in) {
            throw wrong(fill.tview().view() + " has " + wanted + " rows, and " + in + " went into "
                    + fill.tview().table());
        }
        return in;
    }

    private void verify(Step.Count count) {
        List<Row> rows = new ArrayList<>();
        sql.stream(count.sql(), rows::add);
        long in = filled.get(filled.size() - 1).rows();
        long now = rows.get(0).number("rows");
        if (now != in) {
            throw wrong(count.tview().table() + " has " + now + " rows after " + in + " were inserted");
        }
    }

    private static TvshException wrong(String what) {
        return new TvshException(
                ExitCode.NEGATIVE, what, List.of("Rolled back. A trigger on the table drops or adds rows."));
    }

    /** From another thread: ends the session if it waits for a lock since then. Only where {@link SqlRunner#endOnCancel()} is set. */
    void giveUpWaitingSince(long millis) {
        if (step() instanceof Step.Lock && stepBegun <= millis && !gaveUp) {
            gaveUp = true;
            sql.cancel();
        }
    }

    /** Whether it was ended because it waited too long. */
    boolean gaveUp() {
        return gaveUp;
    }

    /** The server process that it runs in. */
    int backendPid() {
        return sql.info().backendPid();
    }

    RefreshScript script() {
        return script;
    }

    /** The step that it is at; where it has ended, the last one that it came to. */
    Step step() {
        return script.steps().get(at);
    }

    /** When that step began, in milliseconds of the clock. */
    long stepBegun() {
        return stepBegun;
    }

    /** The TVIEW that it is at. */
    Tview at() {
        List<Tview> tviews = script.tviews();
        return tviews.get(Math.min(done, tviews.size() - 1));
    }

    /** How many of its tables have been filled. */
    int done() {
        return done;
    }

    /** When it began, in milliseconds of the clock. */
    long begun() {
        return begun;
    }
}
