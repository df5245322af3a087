package dev.tvsh.commands;

/** Ctrl-C. It cancels what a command runs, unless the command would rather end in its own way. */
public interface Interruption {

    /** For where nobody can press it. */
    Interruption NEVER = action -> () -> {};

    /**
     * Until closed, the first Ctrl-C only runs {@code action}; each further one runs it too, and cancels the statements that
     * run in the command's sessions.
     *
     * @param action runs on another thread, and returns at once
     */
    Scope taken(Runnable action);

    /** Ends when closed. */
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
