package dev.tvsh.commands.change;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Literal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends a session in which a statement runs longer than it may; for statements that take long only while they wait. */
public final class WaitLimit implements AutoCloseable {

    private final SqlRunner session;
    private final boolean ends;
    private final Duration limit;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(WaitLimit::daemon);
    private long running;
    private boolean reached;

    /**
     * As the policy says; none where the server itself ends waits.
     *
     * @param session is cut off rather than cancelled from now on, if it is to be ended at all
     */
    public WaitLimit(SqlRunner session, LockPolicy policy) {
        this.session = session;
        this.ends = policy.bySession();
        this.limit = policy.limit();
        if (ends) {
            session.endOnCancel();
        }
    }

    /** Runs something that may wait for a lock. */
    public void during(Runnable statement) {
        if (!ends) {
            statement.run();
            return;
        }
        long number = begin();
        var unused = timer.schedule(() -> end(number), limit.toMillis(), TimeUnit.MILLISECONDS);
        try {
            statement.run();
        } finally {
            begin();
        }
    }

    private synchronized long begin() {
        running++;
        return running;
    }

    private synchronized void end(long number) {
        if (number == running) {
            reached = true;
            session.cancel();
        }
    }

    /** Whether the session was ended for that. */
    public synchronized boolean reached() {
        return reached;
    }

    /** Makes the server end the session that was cut off, through another one: it may notice late that nobody waits. */
    public void endAtServer(SqlRunner other) {
        other.run(
                "sql/change/end-session.sql.vm",
                Map.of("pid", Literal.of(Integer.toString(session.info().backendPid()))));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "lock limit");
        thread.setDaemon(true);
        return thread;
    }
}
