package dev.tvsh.commands.refresh;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.SessionEndedException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.commands.output.Relay;
import dev.tvsh.templates.Rendered;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sessions, each with its own backend, that run scripts at the same time. All methods belong to the coordinating thread. */
final class RefreshWorkers implements AutoCloseable {

    /** Takes how an attempt ended, on the coordinating thread. */
    interface Ended {
        /**
         * Takes it.
         *
         * @param error why it failed; null if it did not
         */
        void accept(List<RefreshAttempt.Filled> filled, @Nullable Throwable error);
    }

    private static final long PATIENCE_SECONDS = 10;

    private final CommandContext context;
    private final Relay relay;
    private final boolean endOnCancel;
    private final List<Worker> all = new ArrayList<>();
    private final Deque<Worker> idle = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(RefreshWorkers::daemon);
    private volatile boolean cancelled;

    private RefreshWorkers(CommandContext context, Relay relay, boolean endOnCancel) {
        this.context = context;
        this.relay = relay;
        this.endOnCancel = endOnCancel;
    }

    /**
     * Opens sessions; fewer, and says so, where the server takes no more.
     *
     * @param endOnCancel whether a session is to be ended where it would be cancelled
     * @throws ConnectionLostException if it takes none
     */
    static RefreshWorkers open(CommandContext context, Relay relay, int count, boolean endOnCancel) {
        RefreshWorkers workers = new RefreshWorkers(context, relay, endOnCancel);
        boolean open = false;
        try {
            while (workers.all.size() < count && workers.another(count)) {
                // one more
            }
            open = true;
            return workers;
        } finally {
            if (!open) {
                workers.close();
            }
        }
    }

    private boolean another(int wanted) {
        try {
            Worker worker = new Worker();
            all.add(worker);
            idle.add(worker);
            return true;
        } catch (ConnectionLostException e) {
            if (all.isEmpty()) {
                throw e;
            }
            context.say("! only " + all.size() + " of " + wanted + " sessions could be opened: " + e.getMessage());
            return false;
        }
    }

    boolean anyIdle() {
        return !idle.isEmpty();
    }

    boolean allIdle() {
        return idle.size() == all.size();
    }

    /**
     * Begins a script, of which every statement is recorded when this returns.
     *
     * @param ended is told on the coordinating thread
     */
    RefreshAttempt start(RefreshScript script, Ended ended) {
        Worker worker = idle.remove();
        context.output().accept(new Event.WillRun(script.statements(), false));
        worker.recorded.addAll(script.statements());
        RefreshAttempt attempt = new RefreshAttempt(script, worker.sql, context.clock(), () -> cancelled);
        CompletableFuture<?> unused = CompletableFuture.supplyAsync(attempt::run, threads)
                .whenComplete((filled, error) -> relay.post(() -> {
                    worker.recorded.clear();
                    idle.add(worker);
                    ended.accept(filled == null ? List.of() : filled, cause(error));
                    if (cause(error) instanceof SessionEndedException && !cancelled) {
                        worker.sql.close();
                        worker.sql = worker.open();
                    }
                }));
        return attempt;
    }

    private static @Nullable Throwable cause(@Nullable Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    /** Lets no other statement begin but those that roll back. */
    void cancel() {
        cancelled = true;
    }

    /** Ends all sessions; whatever still runs is rolled back by the server. */
    @Override
    public void close() {
        cancelled = true;
        threads.shutdownNow();
        all.forEach(worker -> worker.sql.close());
        try {
            boolean ended = threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                context.say("! a session does not end; the server rolls back what it was doing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "refresh");
        thread.setDaemon(true);
        return thread;
    }

    private final class Worker {

        private final Set<Rendered> recorded = Collections.newSetFromMap(new IdentityHashMap<>());
        private SqlRunner sql;

        /** @throws TvshException if the server takes no more */
        Worker() {
            sql = open();
        }

        private SqlRunner open() {
            EventSink others = relay.sink(context.output());
            SqlRunner session = SqlRunner.open(context.connector()::connect, context.templates(), event -> {
                if (!(event instanceof Event.WillRun will && recorded.containsAll(will.script()))) {
                    others.accept(event);
                }
            });
            if (endOnCancel) {
                session.endOnCancel();
            }
            return session;
        }
    }
}
