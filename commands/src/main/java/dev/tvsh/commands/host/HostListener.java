package dev.tvsh.commands.host;

/** Follows a script while it runs, on the thread that waits for it. */
@FunctionalInterface
public interface HostListener {

    /** Takes each line of output and of errors as it comes. */
    void line(String line);

    /** Gets a bell before the script starts: whoever rings it, from any thread, has {@link #idle} called soon. */
    default void bell(Runnable bell) {}

    /** Is called some times a second, whether there was a line or not; what it throws ends the script and all that it started. */
    default void idle() {}
}
