package dev.tvsh.commands.files;

import java.io.IOException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Work on files that Ctrl-C must not break off: an interrupt closes the file for good under the thread that writes, or would
 * write next ({@link java.nio.channels.InterruptibleChannel}). It comes after the work instead.
 */
public final class FileWork {

    /** Shared by those who work, and had alone by who interrupts. */
    private static final ReadWriteLock AT_WORK = new ReentrantReadWriteLock();

    private FileWork() {}

    /** What is to be done. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /** Does it. An interrupt that this thread has not answered yet stands again afterwards. */
    public static void unbroken(Work work) throws IOException {
        AT_WORK.readLock().lock();
        boolean interrupted = Thread.interrupted();
        try {
            work.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            AT_WORK.readLock().unlock();
        }
    }

    /** Interrupts a thread, as soon as it does no such work. */
    public static void interrupt(Thread thread) {
        AT_WORK.writeLock().lock();
        try {
            thread.interrupt();
        } finally {
            AT_WORK.writeLock().unlock();
        }
    }
}
