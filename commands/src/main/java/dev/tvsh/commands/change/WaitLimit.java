package dev.tvsh.commands.change;

import dev.tvsh.commands.connection.SqlRunner;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends a session in which a statement runs longer than it may; for statements that take long only while they wait. */
final class WaitLimit implements AutoCloseable {

    private final SqlRunner session;
    private final Duration limit;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(WaitLimit::daemon);
    private long running;
    private boolean reached;

    /** @param session is cut off rather than cancelled from now on */
    WaitLimit(SqlRunner session, Duration limit) {
        this.session = session;
        this.limit = limit;
        session.endOnCancel();
    }

    void during(Runnable statement) {
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

    /** Whether a session was ended for that. */
    synchronized boolean reached() {
        return reached;
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
