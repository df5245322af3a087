package dev.tvsh.commands.change;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.commands.tview.QualifiedName;
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

    /**
     * Runs {@code work} in one transaction, which is committed when this returns.
     *
     * @param readers whether readers of the table stand in the way too
     * @param work does it, and says before each statement which table it is about to lock
     * @throws TvshException if a lock was not to be had, with its holders; everything is rolled back
     * @throws DatabaseException if the server refuses for another reason; everything is rolled back
     */
    public <T> T run(boolean readers, Function<Locking, T> work) {
        Locking locking = new Locking();
        for (int attempt = 0; ; attempt++) {
            try {
                return new Transaction(sql, policy.timeout()).run(() -> work.apply(locking));
            } catch (DatabaseException e) {
                if (!LockPolicy.isWorthAnotherTry(e)) {
                    throw e;
                }
                List<String> holders = new ArrayList<>(holders(locking, readers));
                if (attempt == policy.retries()) {
                    holders.add(LockPolicy.ADVICE);
                    throw new TvshException(e.exitCode(), e.getMessage() + ": " + locking.shown(), holders, e);
                }
                events.accept(new Event.Progress(
                        "waiting for a lock on " + locking.shown(),
                        attempt + 1L,
                        policy.retries(),
                        holders.isEmpty() ? "" : holders.get(0)));
                pause();
            }
        }
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
            Thread.currentThread().interrupt();
            throw new TvshException(ExitCode.INTERRUPTED, "interrupted while waiting for a lock", List.of(), e);
        }
    }

    /** What a transaction is about to lock. */
    public static final class Locking {

        private @Nullable QualifiedName table;

        private Locking() {}

        /** The next statement waits for a lock on this table, if on any. */
        public void on(QualifiedName next) {
            table = next;
        }

        /** The next statements wait for locks on whatever they read. */
        public void onOthers() {
            table = null;
        }

        private String shown() {
            return table == null ? "a relation" : table.toString();
        }
    }
}
