package dev.tvsh.commands.connection;

import org.jspecify.annotations.Nullable;

/** Gives the data of a COPY to the server piece by piece. */
public interface CopySource extends AutoCloseable {

    /** The next piece as it goes to the server, line ends with it; null at the end. */
    byte @Nullable [] next();

    /** Why the data is not complete and must not be taken; null if it is. Asked after the end. */
    default @Nullable String failure() {
        return null;
    }

    @Override
    default void close() {}

    /** No data at all, and the reason for it. */
    static CopySource refused(String why) {
        return new CopySource() {
            @Override
            public byte @Nullable [] next() {
                return null;
            }

            @Override
            public String failure() {
                return why;
            }
        };
    }
}
