package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.Interruption;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.files.FileWork;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C: cancels the statements that run and interrupts the command that runs, or tells it where it takes that itself; the
 * sessions stay.
 */
public final class Interrupts implements Interruption {

    private final Set<Session> running = ConcurrentHashMap.newKeySet();
    private @Nullable Thread command;
    private volatile boolean asked;
    private @Nullable Runnable taker;
    private boolean told;

    public Interrupts() {}

    /** From any thread: stop what runs. */
    public synchronized void interrupt() {
        asked = true;
        Runnable action = taker;
        if (action == null || told) {
            running.forEach(Session::cancel);
        }
        Thread thread = command;
        if (action != null) {
            told = true;
            action.run();
        } else if (thread != null) {
            FileWork.interrupt(thread);
        }
    }

    @Override
    public synchronized Scope taken(Runnable action) {
        taker = action;
        told = false;
        return this::returned;
    }

    private synchronized void returned() {
        taker = null;
    }

    /** Whether Ctrl-C came since {@link #begin()}. */
    public boolean asked() {
        return asked;
    }

    /**
     * Whether Ctrl-C has cancelled a statement that ended so. The command is told by that, and what it does to put things right
     * must not be interrupted again.
     */
    synchronized boolean cancelled() {
        if (asked && Thread.currentThread().equals(command)) {
            Thread.interrupted();
        }
        return asked;
    }

    void begin() {
        asked = false;
    }

    void add(Session session) {
        running.add(session);
    }

    void remove(Session session) {
        running.remove(session);
    }

    /** A command runs on the current thread until {@link #leaveCommand()}; a Ctrl-C that came while it was read is for it. */
    synchronized void enterCommand() {
        command = Thread.currentThread();
        if (asked) {
            FileWork.interrupt(command);
        }
    }

    synchronized void leaveCommand() {
        command = null;
        Thread.interrupted();
    }
}
