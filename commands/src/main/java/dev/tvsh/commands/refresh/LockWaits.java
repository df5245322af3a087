package dev.tvsh.commands.refresh;

import dev.tvsh.commands.change.LockHolders;
import dev.tvsh.commands.change.LockHolders.Wish;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.refresh.RefreshScript.Step;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.templates.Literal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** Whom a refresh waits for, asked in the coordinator's own session. */
final class LockWaits {

    /** A lock that is free is taken in less. */
    private static final long LONG_MILLIS = 1_000;

    private static final long BETWEEN_MILLIS = 2_000;

    private record Asked(long when, String answer) {}

    private final SqlRunner sql;
    private final LockHolders holders;
    private final Clock clock;
    private final Map<RefreshAttempt, Asked> asked = new WeakHashMap<>();

    LockWaits(SqlRunner sql, Clock clock) {
        this.sql = sql;
        this.holders = new LockHolders(sql);
        this.clock = clock;
    }

    /** Who holds what an attempt is waiting for to have it alone; empty if it is not, or has not been for long. */
    String of(RefreshAttempt attempt) {
        long now = clock.millis();
        if (!(attempt.step() instanceof Step.Lock lock) || now - attempt.stepBegun() < LONG_MILLIS) {
            return "";
        }
        Asked last = asked.get(attempt);
        if (last == null || now - last.when() >= BETWEEN_MILLIS) {
            List<String> found = holders.of(tables(lock.tviews()), Wish.OWN);
            last = new Asked(now, found.isEmpty() ? "" : found.get(0));
            asked.put(attempt, last);
        }
        return last.answer();
    }

    /** Makes sure that the server has ended the session of an attempt that was cut off; else it could still wait. */
    void end(RefreshAttempt attempt) {
        sql.run("sql/change/end-session.sql.vm", Map.of("pid", Literal.of(Integer.toString(attempt.backendPid()))));
    }

    /** Who stood in the way of an attempt that failed, each as one line. */
    List<String> behind(RefreshAttempt attempt, DatabaseException failure) {
        List<String> lines = new ArrayList<>();
        String detail = failure.error().detail();
        if (detail != null) {
            detail.lines().forEach(lines::add);
        }
        if (attempt.step() instanceof Step.Lock lock) {
            lines.addAll(holders.of(tables(lock.tviews()), Wish.OWN));
        } else if (attempt.step() instanceof Step.Fill fill) {
            lines.addAll(holders.of(fill.tview().reads(), Wish.READ));
        }
        return lines;
    }

    private static List<QualifiedName> tables(List<Tview> tviews) {
        return tviews.stream().map(Tview::table).toList();
    }
}
