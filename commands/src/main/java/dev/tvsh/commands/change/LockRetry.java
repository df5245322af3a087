package dev.tvsh.commands.change;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.SessionEndedException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.Rendered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs a transaction that takes locks, again if they were not to be had in time, and says in the end who has them. */
public final class LockRetry {

    private final SqlRunner sql;
    private final LockPolicy policy;
    private final EventSink events;

    public LockRetry(SqlRunner sql, LockPolicy policy, EventSink events) {
        this.sql = sql;
        this.policy = policy;
        this.events = events;
    }

    /** What the user shall know before the question. */
    public List<String> warnings() {
        return policy.warnings();
    }

    /**
     * Runs {@code work} in one transaction, which is committed when this returns.
     *
     * @param readers whether readers of the table stand in the way too
     * @param work does it, in the session that it is handed, and has each statement run there that waits for a lock
     * @throws TvshException if a lock was not to be had, with its holders; everything is rolled back
     * @throws DatabaseException if the server refuses for another reason; everything is rolled back
     */
    public <T> T run(boolean readers, Function<Locking, T> work) {
        long begun = System.nanoTime();
        for (int tries = 1; ; tries++) {
            Locking locking = new Locking();
            try {
                return policy.bySession() ? inOwnSession(locking, work) : inSession(sql, locking, work);
            } catch (DatabaseException e) {
                if (!locking.gaveUp() && !LockPolicy.isWorthAnotherTry(e)) {
                    throw e;
                }
                List<String> holders = new ArrayList<>(holders(locking, readers));
                if (!policy.another(tries, Duration.ofNanos(System.nanoTime() - begun))) {
                    throw missed(locking, holders, e);
                }
                events.accept(new Event.Progress(
                        "waiting for a lock on " + locking.shown(),
                        tries,
                        Math.max(tries, policy.retries()),
                        holders.isEmpty() ? "" : holders.get(0)));
                pause();
            }
        }
    }

    private <T> T inSession(SqlRunner own, Locking locking, Function<Locking, T> work) {
        locking.own = own;
        return new Transaction(own, policy).run(() -> work.apply(locking));
    }

    /** In a session that can be ended while it waits. */
    private <T> T inOwnSession(Locking locking, Function<Locking, T> work) {
        try (SqlRunner own = sql.another();
                WaitLimit limit = new WaitLimit(own, policy)) {
            locking.limit = limit;
            try {
                return inSession(own, locking, work);
            } catch (SessionEndedException e) {
                limit.endAtServer(sql);
                if (limit.reached()) {
                    throw e;
                }
                throw new TvshException(ExitCode.INTERRUPTED, "interrupted", List.of("Rolled back."), e);
            }
        }
    }

    private TvshException missed(Locking locking, List<String> holders, DatabaseException e) {
        List<String> advice = new ArrayList<>(holders);
        advice.add(LockPolicy.ADVICE);
        return locking.gaveUp()
                ? new TvshException(ExitCode.REFUSED, "no lock to be had on " + locking.shown(), advice, e)
                : new TvshException(e.exitCode(), e.getMessage() + ": " + locking.shown(), advice, e);
    }

    private List<String> holders(Locking locking, boolean readers) {
        QualifiedName table = locking.table;
        return new LockHolders(sql)
                .of(
                        table == null ? List.of() : List.of(table),
                        readers ? LockHolders.Wish.OWN : LockHolders.Wish.ALTER);
    }

    private static void pause() {
        try {
            Thread.sleep(LockPolicy.PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw new TvshException(ExitCode.INTERRUPTED, "interrupted while waiting for a lock", List.of(), e);
        }
    }

    /** The session of a transaction, and what it is about to lock there. */
    public static final class Locking {

        private @Nullable QualifiedName table;
        private @Nullable SqlRunner own;
        private @Nullable WaitLimit limit;

        private Locking() {}

        /** Runs a statement that waits for a lock on this table. */
        public void run(QualifiedName next, Rendered statement) {
            table = next;
            limited(statement);
        }

        /** Runs a statement that waits for locks on whatever it needs. */
        public void run(Rendered statement) {
            table = null;
            limited(statement);
        }

        /** The session of the transaction, for what takes no lock that others may have. */
        public SqlRunner own() {
            SqlRunner session = own;
            if (session == null) {
                throw new IllegalStateException("the transaction has not begun");
            }
            return session;
        }

        private void limited(Rendered statement) {
            WaitLimit ending = limit;
            if (ending == null) {
                own().run(statement);
            } else {
                ending.during(() -> own().run(statement));
            }
        }

        private boolean gaveUp() {
            WaitLimit ending = limit;
            return ending != null && ending.reached();
        }

        private String shown() {
            return table == null ? "a relation" : table.toString();
        }
    }
}
