package dev.tvsh.commands.rollback.carry;

import dev.tvsh.commands.TvshException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Two things at once: one on a thread of its own, the other on this one. */
final class Aside {

    private Aside() {}

    /** Returns when both have ended; an error of this thread's part comes first. */
    static void run(Runnable aside, Runnable here) {
        CompletableFuture<Void> other = CompletableFuture.runAsync(aside, Aside::start);
        try {
            here.run();
        } finally {
            await(other);
        }
        join(other);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "carry");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits without asking how it ended. */
    private static void await(CompletableFuture<Void> other) {
        other.handle((done, failure) -> null).join();
    }

    private static void join(CompletableFuture<Void> other) {
        try {
            other.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TvshException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
