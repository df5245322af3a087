package dev.tvsh.commands.output;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What other threads want done by the one that coordinates them, in the order in which they ask: transcript, journal and
 * screen belong to that one alone.
 */
public final class Relay {

    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private volatile Runnable bell = () -> {};

    /** Is rung whenever something is posted, for a coordinating thread that waits for other things as well. */
    public void bell(Runnable rung) {
        bell = rung;
    }

    /** From any thread: to be done by the coordinating thread. */
    public void post(Runnable task) {
        tasks.add(task);
        bell.run();
    }

    /** For sessions on other threads: hands events to {@code sink} on the coordinating thread, and waits until it has taken them. */
    public EventSink sink(EventSink sink) {
        return event -> await(event, sink);
    }

    private void await(Event event, EventSink sink) {
        CountDownLatch taken = new CountDownLatch(1);
        post(() -> {
            sink.accept(event);
            taken.countDown();
        });
        try {
            taken.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        }
    }

    /**
     * On the coordinating thread: does what was posted, after waiting for the first of it no longer than told.
     *
     * @return whether there was anything
     */
    public boolean work(long millis) {
        try {
            Runnable task = tasks.poll(millis, TimeUnit.MILLISECONDS);
            boolean any = task != null;
            while (task != null) {
                task.run();
                task = tasks.poll();
            }
            return any;
        } catch (InterruptedException e) {
            // Answered with this: what puts things right afterwards must not run into it again.
            throw interrupted(e);
        }
    }

    private static TvshException interrupted(InterruptedException e) {
        return new TvshException(ExitCode.INTERRUPTED, "interrupted", List.of(), e);
    }
}
