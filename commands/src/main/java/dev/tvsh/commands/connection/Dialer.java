package dev.tvsh.commands.connection;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;
import org.postgresql.PGProperty;
import org.postgresql.core.PGStream;
import org.postgresql.core.SocketFactoryFactory;
import org.postgresql.ssl.MakeSSL;
import org.postgresql.util.HostSpec;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Opens the stream to a host, in the clear or through TLS.
 *
 * <p>Source: PostgreSQL documentation, "SSL Session Encryption" of the protocol and {@code sslmode} of libpq.
 */
final class Dialer {

    private static final int REQUEST_LENGTH = 8;
    private static final int REQUEST_TLS = 80877103;
    private static final int BUFFER = 8192;

    /** The driver's names for what libpq names otherwise. */
    private static final Map<String, PGProperty> SETTINGS = Map.of(
            "sslmode", PGProperty.SSL_MODE,
            "sslrootcert", PGProperty.SSL_ROOT_CERT,
            "sslcert", PGProperty.SSL_CERT,
            "sslkey", PGProperty.SSL_KEY,
            "sslpassword", PGProperty.SSL_PASSWORD,
            "sslnegotiation", PGProperty.SSL_NEGOTIATION);

    private static final String NO_GSS = "GSSAPI encryption required but was impossible"
            + " (possibly no credential cache, no server support, or using a local socket)";

    private final ConnectionSpec spec;
    private final Certificates certificates;
    private final int limitMillis;

    Dialer(ConnectionSpec spec) {
        this.spec = spec;
        this.certificates = new Certificates(spec);
        this.limitMillis = limit(spec.setting("connect_timeout").orElse("0"));
    }

    /** Whether a way is encrypted, and whether it has to be. */
    enum Way {
        CLEAR,
        /** In the clear after all if the server has no TLS. */
        TLS_IF_OFFERED,
        TLS
    }

    /** The ways to try one after the other. */
    List<Way> ways(ConnectionSpec.Host host) {
        if (host.isSocket()) {
            return List.of(Way.CLEAR);
        }
        return switch (spec.setting("sslmode").orElse("prefer")) {
            case "disable" -> List.of(Way.CLEAR);
            case "allow" -> List.of(Way.CLEAR, Way.TLS);
            case "prefer" -> List.of(Way.TLS_IF_OFFERED, Way.CLEAR);
            case "require", "verify-ca", "verify-full" -> List.of(Way.TLS);
            default ->
                throw ConnectionProblems.bad(
                        "invalid sslmode value: \"" + spec.setting("sslmode").orElse("") + "\"");
        };
    }

    /** Opens a stream; the limit of time for answers is lifted by {@link #lift} once the session stands. */
    PGStream open(Endpoint endpoint, Way way) throws IOException, SQLException {
        if (spec.setting("gssencmode").orElse("").equals("require")) {
            throw new ProtocolException(NO_GSS);
        }
        Properties properties = properties(endpoint.host());
        PGStream stream = connect(endpoint, properties);
        boolean open = false;
        try {
            stream.setNetworkTimeout(limitMillis);
            stream.getSocket().setTcpNoDelay(true);
            stream.getSocket()
                    .setKeepAlive(!spec.setting("keepalives").orElse("1").equals("0"));
            if (way != Way.CLEAR) {
                encrypt(stream, properties, way);
            }
            open = true;
            return stream;
        } finally {
            if (!open) {
                stream.close();
            }
        }
    }

    private PGStream connect(Endpoint endpoint, Properties properties) throws IOException, PSQLException {
        ConnectionSpec.Host host = endpoint.host();
        HostSpec named = new HostSpec(host.isSocket() ? "localhost" : host.name(), host.port());
        SocketFactory factory = endpoint.address().isPresent()
                ? new AddressSockets(endpoint.address().get())
                : SocketFactoryFactory.getSocketFactory(properties);
        try {
            return new PGStream(factory, named, limitMillis, BUFFER);
        } catch (SocketException e) {
            throw new UnreachableException(e);
        }
    }

    static void lift(PGStream stream) throws IOException {
        stream.setNetworkTimeout(0);
    }

    private void encrypt(PGStream stream, Properties properties, Way way) throws IOException, SQLException {
        if (!spec.setting("sslnegotiation").orElse("postgres").equals("direct")) {
            stream.sendInteger4(REQUEST_LENGTH);
            stream.sendInteger4(REQUEST_TLS);
            stream.flush();
            char answer = (char) stream.receiveChar();
            if (answer != 'S' && answer != 'N') {
                throw new ProtocolException("received invalid response to SSL negotiation: " + answer);
            }
            if (answer == 'N') {
                if (way == Way.TLS) {
                    throw new PSQLException(
                            "server does not support SSL, but SSL was required", PSQLState.CONNECTION_REJECTED);
                }
                return;
            }
        }
        certificates.prepare();
        MakeSSL.convert(stream, properties);
        if (stream.getSocket() instanceof SSLSocket encrypted) {
            certificates.check(stream.getHostSpec().getHost(), encrypted.getSession());
        }
        stream.setNetworkTimeout(limitMillis);
    }

    private Properties properties(ConnectionSpec.Host host) {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, spec.user());
        PGProperty.SSL_MODE.set(properties, "prefer");
        SETTINGS.forEach(
                (keyword, property) -> spec.setting(keyword).ifPresent(value -> property.set(properties, value)));
        if (certificates.mode().startsWith("verify-")) {
            // Whose certificate it is is seen to here.
            PGProperty.SSL_MODE.set(properties, "verify-ca");
        }
        if (host.isSocket()) {
            PGProperty.SOCKET_FACTORY.set(properties, "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg");
            PGProperty.SOCKET_FACTORY_ARG.set(properties, host.socketFile());
        }
        return properties;
    }

    private static int limit(String seconds) {
        try {
            return Math.max(0, Math.multiplyExact(Integer.parseInt(seconds.strip()), 1000));
        } catch (NumberFormatException | ArithmeticException e) {
            throw ConnectionProblems.bad(
                    "invalid integer value \"" + seconds + "\" for connection option \"connect_timeout\"");
        }
    }
}
