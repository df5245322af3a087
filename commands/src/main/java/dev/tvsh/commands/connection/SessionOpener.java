package dev.tvsh.commands.connection;

import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.core.QueryExecutor;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

/** Opens a session on one host, with the driver's own constructor: its manager and its URLs only cost time. */
final class SessionOpener {

    /** The driver's names for what libpq names otherwise. */
    private static final Map<String, PGProperty> SETTINGS = Map.ofEntries(
            Map.entry("sslmode", PGProperty.SSL_MODE),
            Map.entry("sslrootcert", PGProperty.SSL_ROOT_CERT),
            Map.entry("sslcert", PGProperty.SSL_CERT),
            Map.entry("sslkey", PGProperty.SSL_KEY),
            Map.entry("sslpassword", PGProperty.SSL_PASSWORD),
            Map.entry("sslnegotiation", PGProperty.SSL_NEGOTIATION),
            Map.entry("gssencmode", PGProperty.GSS_ENC_MODE),
            Map.entry("channel_binding", PGProperty.CHANNEL_BINDING),
            Map.entry("krbsrvname", PGProperty.KERBEROS_SERVER_NAME),
            Map.entry("options", PGProperty.OPTIONS));

    private final ConnectionSpec spec;

    SessionOpener(ConnectionSpec spec) {
        this.spec = spec;
    }

    /**
     * @param password what to answer if the server asks for a password
     * @param targetServerType the driver's word for which kind of server will do
     */
    Session open(ConnectionSpec.Host host, @Nullable String password, String targetServerType) throws SQLException {
        Properties properties = properties(host, password);
        PGProperty.TARGET_SERVER_TYPE.set(properties, targetServerType);
        String reached = host.address().isEmpty() ? host.name() : host.address();
        HostSpec address = new HostSpec(host.isSocket() ? "localhost" : reached, host.port());
        PgConnection connection = new PgConnection(new HostSpec[] {address}, properties, "jdbc:postgresql:");
        if (spec.setting("connect_timeout").isPresent()) {
            connection.setNetworkTimeout(null, 0);
        }
        return new JdbcSession(connection, info(host, connection.getQueryExecutor()));
    }

    private Properties properties(ConnectionSpec.Host host, @Nullable String password) {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, spec.user());
        PGProperty.PG_DBNAME.set(properties, spec.database());
        if (password != null) {
            PGProperty.PASSWORD.set(properties, password);
        }
        // Or else application_name would cost a round trip.
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "12");
        PGProperty.APPLICATION_NAME.set(
                properties,
                spec.setting("application_name")
                        .or(() -> spec.setting("fallback_application_name"))
                        .orElse("tvsh"));
        PGProperty.BINARY_TRANSFER.set(properties, false);
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        PGProperty.ALLOW_ENCODING_CHANGES.set(properties, true);
        PGProperty.TCP_KEEP_ALIVE.set(
                properties, !spec.setting("keepalives").orElse("1").equals("0"));
        PGProperty.HOST_RECHECK_SECONDS.set(properties, 0);
        PGProperty.GSS_ENC_MODE.set(properties, "disable");
        PGProperty.SSL_MODE.set(properties, "prefer");
        SETTINGS.forEach(
                (keyword, property) -> spec.setting(keyword).ifPresent(value -> property.set(properties, value)));
        spec.setting("connect_timeout").ifPresent(seconds -> limit(properties, seconds));
        if (host.isSocket()) {
            PGProperty.SOCKET_FACTORY.set(properties, "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg");
            PGProperty.SOCKET_FACTORY_ARG.set(properties, host.socketFile());
            PGProperty.SSL_MODE.set(properties, "disable");
            PGProperty.GSS_ENC_MODE.set(properties, "disable");
        }
        return properties;
    }

    /** Limits the way up to the session in seconds; the limit for answers is lifted once it is open. */
    private static void limit(Properties properties, String seconds) {
        try {
            int limit = Math.max(0, Integer.parseInt(seconds.strip()));
            PGProperty.CONNECT_TIMEOUT.set(properties, limit);
            PGProperty.SOCKET_TIMEOUT.set(properties, limit);
        } catch (NumberFormatException e) {
            throw ConnectionProblems.bad(
                    "invalid integer value \"" + seconds + "\" for connection option \"connect_timeout\"");
        }
    }

    private SessionInfo info(ConnectionSpec.Host host, QueryExecutor executor) {
        return new SessionInfo(
                host.name(),
                host.port(),
                spec.database(),
                spec.user(),
                "on".equals(executor.getParameterStatus("is_superuser")),
                executor.getServerVersion(),
                executor.getServerVersionNum(),
                executor.getBackendPID());
    }
}
