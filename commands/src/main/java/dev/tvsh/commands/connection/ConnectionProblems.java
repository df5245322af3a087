package dev.tvsh.commands.connection;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.io.EOFException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** What goes wrong before there is a session, in the words that psql users know. */
final class ConnectionProblems {

    private static final String UNREACHABLE = "08001";
    private static final String NO_SOCKET =
            "\n\tIs the server running locally and accepting connections on that socket?";
    private static final String NO_HOST = "\n\tIs the server running on that host and accepting TCP/IP connections?";
    private static final String CLOSED = """
            server closed the connection unexpectedly
            \tThis probably means the server terminated abnormally
            \tbefore or while processing the request.""";

    private ConnectionProblems() {}

    /** The user's words cannot be understood. */
    static TvshException bad(String message) {
        return new TvshException(ExitCode.CONNECTION, message);
    }

    /** Nobody knows where a host is. */
    static ConnectionLostException unknown(ConnectionSpec.Host host, UnknownHostException e) {
        String name = host.address().isEmpty() ? host.name() : host.address();
        String why = String.valueOf(e.getMessage()).replace(name + ": ", "");
        String told =
                "could not translate host name \"" + name + "\" to address" + (why.equals(name) ? "" : ": " + why);
        return new ConnectionLostException(ServerMessage.plain("FATAL", UNREACHABLE, told), "", e);
    }

    /** A host could not be reached, or refused. */
    static ConnectionLostException failed(Endpoint endpoint, Exception e) {
        String start = start(endpoint);
        if (e instanceof Refused refused) {
            ServerMessage told = refused.told();
            return new ConnectionLostException(told.saying(start + told.severity() + ":  " + told.message()), "", e);
        }
        String state = e instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : UNREACHABLE;
        return new ConnectionLostException(ServerMessage.plain("FATAL", state, start + reason(endpoint, e)), "", e);
    }

    /** A host was reached and is not what was wanted. */
    static ConnectionLostException failed(Endpoint endpoint, String why) {
        return new ConnectionLostException(
                ServerMessage.plain("FATAL", UNREACHABLE, start(endpoint) + why), "", new IllegalStateException(why));
    }

    private static String start(Endpoint endpoint) {
        return "connection to server " + endpoint.described() + " failed: ";
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

    private static String reason(Endpoint endpoint, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreachableException) {
                return cause.getMessage() + (endpoint.address().isEmpty() ? NO_SOCKET : NO_HOST);
            }
            if (cause instanceof CertificateException
                    || cause instanceof CertPathBuilderException
                    || cause instanceof CertPathValidatorException) {
                return "SSL error: certificate verify failed";
            }
            if (cause instanceof SocketTimeoutException) {
                return "timeout expired";
            }
            if (cause instanceof EOFException) {
                return CLOSED;
            }
            if (cause instanceof SocketException || cause instanceof ProtocolException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return String.valueOf(e.getMessage());
    }
}
