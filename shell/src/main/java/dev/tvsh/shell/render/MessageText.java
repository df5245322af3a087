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

    private MessageText() {}

    /** An error and where in {@code statement} it is; ends with a line end. */
    public static String error(ServerMessage message, String statement, Verbosity verbosity) {
        return text(message, statement, verbosity, true);
    }

    /** A notice or warning; ends with a line end. */
    public static String notice(ServerMessage message, Verbosity verbosity) {
        return text(message, "", verbosity, false);
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
        if (verbosity == Verbosity.TERSE) {
            int place = message.position() > 0 ? message.position() : message.internalPosition();
            return text.append(place > 0 ? " at character " + place : "")
                    .append('\n')
                    .toString();
        }
        text.append('\n');
        String internal = message.internalQuery();
        if (message.position() > 0) {
            text.append(ErrorPosition.mark(statement, message.position()));
        } else if (internal != null && message.internalPosition() > 0) {
            text.append(ErrorPosition.mark(internal, message.internalPosition()));
        }
        field(text, "DETAIL", message.detail());
        field(text, "HINT", message.hint());
        field(text, "QUERY", internal);
        field(text, "CONTEXT", context ? message.context() : null);
        field(text, "LOCATION", verbosity == Verbosity.VERBOSE ? message.location() : null);
        return text.toString();
    }

    private static void field(StringBuilder text, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            text.append(name).append(":  ").append(value).append('\n');
        }
    }
}
