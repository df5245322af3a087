package dev.tvsh.shell.render;

import dev.tvsh.commands.connection.ServerMessage;
import org.jspecify.annotations.Nullable;

/** A message of the server as psql shows it. */
public final class MessageText {

    /** How much is shown; the names are psql's. */
    public enum Verbosity {
        TERSE,
        DEFAULT,
        VERBOSE,
        SQLSTATE
    }

    /** Whose context is shown; the names are psql's. */
    public enum Context {
        NEVER,
        ERRORS,
        ALWAYS
    }

    /** How much is shown, and whose context. */
    public record Show(Verbosity verbosity, Context context) {

        public static final Show DEFAULT = new Show(Verbosity.DEFAULT, Context.ERRORS);
    }

    private MessageText() {}

    /** An error and where in {@code statement} it is; ends with a line end. */
    public static String error(ServerMessage message, String statement, Show show) {
        return text(message, statement, show.verbosity(), show.context() != Context.NEVER);
    }

    /** A notice or warning, and where in {@code statement} it points to; ends with a line end. */
    public static String notice(ServerMessage message, String statement, Show show) {
        return text(message, statement, show.verbosity(), show.context() == Context.ALWAYS);
    }

    private static String text(ServerMessage message, String statement, Verbosity verbosity, boolean context) {
        StringBuilder text = new StringBuilder();
        text.append(message.severity()).append(":  ");
        if (verbosity == Verbosity.SQLSTATE) {
            return text.append(message.sqlState()).append('\n').toString();
        }
        if (verbosity == Verbosity.VERBOSE) {
            text.append(message.sqlState()).append(": ");
        }
        text.append(message.message());
        String internal = message.internalQuery();
        boolean pointed = message.position() > 0;
        String in = pointed ? statement : internal;
        int place = pointed ? message.position() : message.internalPosition();
        if (verbosity == Verbosity.TERSE || in == null) {
            text.append(place > 0 ? " at character " + place : "");
        }
        text.append('\n');
        if (verbosity == Verbosity.TERSE) {
            return text.toString();
        }
        text.append(in == null || place == 0 ? "" : ErrorPosition.mark(in, place));
        field(text, "DETAIL", message.detail());
        field(text, "HINT", message.hint());
        field(text, "QUERY", internal);
        field(text, "CONTEXT", context ? message.context() : null);
        if (verbosity == Verbosity.VERBOSE) {
            field(text, "SCHEMA NAME", message.about().schema());
            field(text, "TABLE NAME", message.about().table());
            field(text, "COLUMN NAME", message.about().column());
            field(text, "DATATYPE NAME", message.about().dataType());
            field(text, "CONSTRAINT NAME", message.about().constraint());
            field(text, "LOCATION", message.location());
        }
        return text.toString();
    }

    private static void field(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            text.append(name).append(":  ").append(value).append('\n');
        }
    }
}
