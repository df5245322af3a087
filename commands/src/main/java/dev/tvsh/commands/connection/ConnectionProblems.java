package dev.tvsh.commands.connection;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.util.ServerErrorMessage;

/** What goes wrong before there is a session, in the words that psql users know. */
final class ConnectionProblems {

    private ConnectionProblems() {}

    /** The user's words cannot be understood. */
    static TvshException bad(String message) {
        return new TvshException(ExitCode.CONNECTION, message);
    }

    /** A host could not be reached, or refused. */
    static ConnectionLostException failed(ConnectionSpec.Host host, SQLException e) {
        ServerErrorMessage told = ServerErrors.told(e);
        String start = "connection to server " + host.described() + " failed: ";
        if (told != null) {
            ServerMessage message = ServerErrors.message(told);
            ServerMessage prefixed = new ServerMessage(
                    message.severity(),
                    message.sqlState(),
                    start + message.severity() + ":  " + message.message(),
                    message.detail(),
                    message.hint(),
                    0,
                    0,
                    null,
                    message.context(),
                    message.location());
            return new ConnectionLostException(prefixed, "", e);
        }
        return new ConnectionLostException(
                ServerMessage.plain("FATAL", e.getSQLState() == null ? "08001" : e.getSQLState(), start + reason(e)),
                "",
                e);
    }

    /** The server wants a password and there is none. */
    static ConnectionLostException noPassword(ConnectionSpec.Host host, SQLException e) {
        return new ConnectionLostException(
                ServerMessage.plain(
                        "FATAL",
                        "08004",
                        "connection to server " + host.described() + " failed: fe_sendauth: no password supplied"),
                "",
                e);
    }

    /** No host would do; each told why. */
    static ConnectionLostException all(List<ConnectionLostException> failures) {
        ConnectionLostException last = failures.get(failures.size() - 1);
        String message =
                failures.stream().map(ConnectionLostException::getMessage).collect(Collectors.joining("\n"));
        return failures.size() == 1
                ? last
                : new ConnectionLostException(ServerMessage.plain("FATAL", last.sqlState(), message), "", last);
    }

    private static String reason(SQLException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException unknown) {
                return "could not translate host name \"" + unknown.getMessage() + "\" to address";
            }
            if (cause instanceof SocketTimeoutException) {
                return "timeout expired";
            }
            if (cause instanceof SocketException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return String.valueOf(e.getMessage());
    }
}
