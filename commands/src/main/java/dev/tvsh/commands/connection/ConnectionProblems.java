package dev.tvsh.commands.connection;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** What goes wrong before there is a session, in the words that psql users know. */
final class ConnectionProblems {

    private static final String UNREACHABLE = "08001";

    private ConnectionProblems() {}

    /** The user's words cannot be understood. */
    static TvshException bad(String message) {
        return new TvshException(ExitCode.CONNECTION, message);
    }

    /** A host could not be reached, or refused. */
    static ConnectionLostException failed(ConnectionSpec.Host host, Exception e) {
        String start = start(host);
        if (e instanceof Refused refused) {
            ServerMessage told = refused.told();
            return new ConnectionLostException(told.saying(start + told.severity() + ":  " + told.message()), "", e);
        }
        String state = e instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : UNREACHABLE;
        return new ConnectionLostException(ServerMessage.plain("FATAL", state, start + reason(e)), "", e);
    }

    /** A host was reached and is not what was wanted. */
    static ConnectionLostException failed(ConnectionSpec.Host host, String why) {
        return new ConnectionLostException(
                ServerMessage.plain("FATAL", UNREACHABLE, start(host) + why), "", new IllegalStateException(why));
    }

    private static String start(ConnectionSpec.Host host) {
        return "connection to server " + host.described() + " failed: ";
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

    private static String reason(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException unknown) {
                return "could not translate host name \"" + unknown.getMessage() + "\" to address";
            }
            if (cause instanceof SocketTimeoutException) {
                return "timeout expired";
            }
            if (cause instanceof EOFException) {
                return "the server closed the connection unexpectedly";
            }
            if (cause instanceof SocketException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return String.valueOf(e.getMessage());
    }
}
