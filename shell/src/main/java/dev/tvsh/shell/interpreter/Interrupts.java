package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.connection.Session;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Ctrl-C: cancels the statements that run and interrupts the command that runs; the sessions stay. */
public final class Interrupts {

    private final Set<Session> running = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread command;
    private volatile boolean asked;

    public Interrupts() {}

    /** From any thread: stop what runs. */
    public void interrupt() {
        asked = true;
        running.forEach(Session::cancel);
        Thread thread = command;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Whether Ctrl-C came since {@link #begin()}. */
    public boolean asked() {
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

    /** A command runs on the current thread until {@link #leaveCommand()}. */
    void enterCommand() {
        command = Thread.currentThread();
    }

    void leaveCommand() {
        command = null;
        Thread.interrupted();
    }
}
