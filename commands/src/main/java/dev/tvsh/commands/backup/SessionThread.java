package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.commands.output.Relay;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Work in sessions of its own, on a thread of its own, which may have others. What it tells is told by the coordinating thread,
 * to which all methods belong.
 */
final class SessionThread<T> implements AutoCloseable {

    private static final int PAUSE_MILLIS = 5;

    private final Relay relay = new Relay();
    private final Queue<Session> sessions = new ConcurrentLinkedQueue<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(SessionThread::daemon);
    private final CompletableFuture<T> answer;
    private volatile boolean closed;

    /**
     * Begins.
     *
     * @param opener of the first session and of all others
     * @param work is told where to put its events; it may use both on any thread
     */
    SessionThread(CommandContext context, Supplier<Session> opener, BiFunction<SqlRunner, EventSink, T> work) {
        EventSink events = relay.sink(context.output());
        SqlRunner sql = SqlRunner.open(() -> connect(opener), context.templates(), events);
        answer = CompletableFuture.supplyAsync(() -> work.apply(sql, events), thread);
    }

    private Session connect(Supplier<Session> opener) {
        Session session = opener.get();
        sessions.add(session);
        if (closed) {
            session.close();
        }
        return session;
    }

    /** Is rung whenever {@link #attend} has something to do. */
    void bell(Runnable bell) {
        relay.bell(bell);
    }

    /** Does for the thread what only the coordinating one may do. @throws TvshException if the work has failed */
    void attend() {
        relay.work(0);
        if (answer.isCompletedExceptionally()) {
            result();
        }
    }

    /** Waits for the answer. */
    T result() {
        while (!answer.isDone()) {
            relay.work(PAUSE_MILLIS);
        }
        relay.work(0);
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TvshException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Ends its sessions, whatever they do. */
    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
        // Where one has failed, others may still read.
        boolean idle = answer.isDone() && !answer.isCompletedExceptionally();
        for (Session session : sessions) {
            if (!idle) {
                session.cancel();
            }
            session.close();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread made = new Thread(work, "sessions");
        made.setDaemon(true);
        return made;
    }
}
