package dev.tvsh.commands.connection;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The server asks for a password, and there is none. */
final class PasswordNeeded extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable ConnectionLostException failure;

    PasswordNeeded() {
        super("fe_sendauth: no password supplied");
        this.failure = null;
    }

    private PasswordNeeded(ConnectionLostException failure) {
        super(failure.getMessage(), failure);
        this.failure = failure;
    }

    /** The same, with all that was tried. */
    static PasswordNeeded at(ConnectionLostException failure) {
        return new PasswordNeeded(failure);
    }

    /** What is told if nobody gives one. */
    ConnectionLostException failure() {
        return Objects.requireNonNull(failure);
    }
}
