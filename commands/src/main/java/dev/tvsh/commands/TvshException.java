package dev.tvsh.commands;

import java.util.List;

/**
 * The root of all errors that a user sees: the first real error, what it means, what state things are in, and what to
 * type next. It carries the exit code of whatever it ends.
 */
public class TvshException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final transient List<String> advice;

    public TvshException(ExitCode exitCode, String message) {
        this(exitCode, message, List.of());
    }

    /** @param advice lines that say what the error means, the state, and what to type; each stands below the error */
    public TvshException(ExitCode exitCode, String message, List<String> advice) {
        super(message);
        this.exitCode = exitCode;
        this.advice = List.copyOf(advice);
    }

    public TvshException(ExitCode exitCode, String message, List<String> advice, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.advice = List.copyOf(advice);
    }

    public final ExitCode exitCode() {
        return exitCode;
    }

    public final List<String> advice() {
        return advice;
    }

    /** For those who can do without what failed: Ctrl-C is meant for the whole, and goes on to whoever began it. */
    public final void passOnIfInterrupted() {
        if (exitCode == ExitCode.INTERRUPTED) {
            throw this;
        }
    }

    /** The same; if Ctrl-C has made it and it does not say how things stand, with these lines that do. */
    public final TvshException standing(String... state) {
        return exitCode == ExitCode.INTERRUPTED && advice.isEmpty()
                ? new TvshException(exitCode, getMessage(), List.of(state), this)
                : this;
    }

    @Override
    public final String getMessage() {
        String message = super.getMessage();
        return message == null ? getClass().getSimpleName() : message;
    }
}
