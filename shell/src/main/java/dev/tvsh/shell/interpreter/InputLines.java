package dev.tvsh.shell.interpreter;

import org.jspecify.annotations.Nullable;

/** The lines that follow the statement that runs, where it was read: the data of {@code COPY FROM STDIN} stands in them. */
@FunctionalInterface
public interface InputLines {

    /** Nothing follows. */
    InputLines NONE = () -> null;

    /** The next line with its line end; null at the end of the input. */
    byte @Nullable [] next();

    /** The lines from here on are the data of a COPY. */
    default void dataBegins() {}

    /** Why there are no more lines although there should be; null if they have come to their end. */
    default @Nullable String failure() {
        return null;
    }
}
