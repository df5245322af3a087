package dev.tvsh.commands.connection;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Turns what the driver reports into tvsh's own errors and messages. */
final class ServerErrors {

    private static final String COPY_UNSUPPORTED = "CopyManager API";

    private ServerErrors() {}

    /** The error to throw; {@code gone} tells that the connection is known to be lost. */
    static DatabaseException of(SQLException e, String statement, boolean gone) {
        ServerErrorMessage told = told(e);
        String text = String.valueOf(e.getMessage());
        if (text.contains(COPY_UNSUPPORTED)) {
            ServerMessage refused = new ServerMessage(
                    "ERROR",
                    "0A000",
                    "tvsh does not carry the data of COPY FROM STDIN and COPY TO STDOUT",
                    null,
                    "COPY with a file on the server works, and so does \\copy of psql.",
                    0,
                    0,
                    null,
                    null,
                    null);
            return new DatabaseException(refused, statement, e);
        }
        if (told != null) {
            ServerMessage message = message(told);
            return gone || endsSession(message)
                    ? new ConnectionLostException(message, statement, e)
                    : new DatabaseException(message, statement, e);
        }
        String state = e.getSQLState() == null ? "58000" : e.getSQLState();
        if (gone || state.startsWith("08")) {
            String lost = statement.isEmpty() ? text : "the server closed the connection unexpectedly";
            return new ConnectionLostException(ServerMessage.plain("FATAL", state, lost), statement, e);
        }
        return new DatabaseException(ServerMessage.plain("ERROR", state, text), statement, e);
    }

    static @Nullable ServerErrorMessage told(SQLException e) {
        return e instanceof PSQLException fromServer ? fromServer.getServerErrorMessage() : null;
    }

    static ServerMessage message(ServerErrorMessage from) {
        return new ServerMessage(
                orElse(from.getSeverity(), "ERROR"),
                orElse(from.getSQLState(), "XX000"),
                orElse(from.getMessage(), ""),
                from.getDetail(),
                from.getHint(),
                from.getPosition(),
                from.getInternalPosition(),
                from.getInternalQuery(),
                from.getWhere(),
                from.getRoutine() == null ? null : from.getRoutine() + ", " + from.getFile() + ":" + from.getLine());
    }

    /** The server ends a session with these, whatever language its severities are written in. */
    private static boolean endsSession(ServerMessage message) {
        return message.severity().equals("FATAL")
                || message.severity().equals("PANIC")
                || message.sqlState().startsWith("57P");
    }

    private static String orElse(@Nullable String value, String fallback) {
        return value == null ? fallback : value;
    }
}
