package dev.tvsh.commands.connection;

import org.jspecify.annotations.Nullable;

/**
 * An error, warning or notice of the server, with the fields of the protocol that tvsh shows.
 *
 * <p>Source of the fields: PostgreSQL documentation, "Error and Notice Message Fields".
 *
 * @param severity for example {@code ERROR}, {@code NOTICE}, in the server's language
 * @param sqlState the five characters of the SQLSTATE
 * @param position where in the statement, in characters from 1; 0 if not told
 * @param internalPosition where in {@code internalQuery}, in characters from 1; 0 if not told
 * @param about the objects that it is about
 * @param location routine, file and line in the server's source, as {@code \errverbose} shows them
 */
public record ServerMessage(
        String severity,
        String sqlState,
        String message,
        @Nullable String detail,
        @Nullable String hint,
        int position,
        int internalPosition,
        @Nullable String internalQuery,
        @Nullable String context,
        About about,
        @Nullable String location) {

    /** The objects that a message is about; null where none is told. */
    public record About(
            @Nullable String schema,
            @Nullable String table,
            @Nullable String column,
            @Nullable String dataType,
            @Nullable String constraint) {

        static final About NOTHING = new About(null, null, null, null, null);
    }

    /** A message of tvsh's own, with nothing but its text. */
    public static ServerMessage plain(String severity, String sqlState, String message) {
        return new ServerMessage(severity, sqlState, message, null, null, 0, 0, null, null, About.NOTHING, null);
    }

    /** The same message with another text, which points to no place. */
    ServerMessage saying(String text) {
        return new ServerMessage(severity, sqlState, text, detail, hint, 0, 0, null, context, about, location);
    }
}
