package dev.tvsh.commands.connection;

import org.jspecify.annotations.Nullable;

/**
 * What the command line says about the connection; null where it says nothing.
 *
 * @param host {@code -h}
 * @param port {@code -p}
 * @param user {@code -U}, or the second word
 * @param database {@code -d}, or the first word: a name, a URI, or a string of keywords and values
 * @param passwords {@code -w} or {@code -W}
 */
public record ConnectionOptions(
        @Nullable String host,
        @Nullable String port,
        @Nullable String user,
        @Nullable String database,
        Passwords passwords) {

    /** A command line that says nothing. */
    public static final ConnectionOptions NONE = new ConnectionOptions(null, null, null, null, Passwords.AS_NEEDED);

    /** When to ask for a password. */
    public enum Passwords {
        /** When the server wants one and none is known. */
        AS_NEEDED,
        /** Never: {@code -w}. */
        NEVER,
        /** Before the first connection: {@code -W}. */
        ALWAYS
    }
}
