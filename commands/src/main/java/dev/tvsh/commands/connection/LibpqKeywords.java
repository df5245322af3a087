package dev.tvsh.commands.connection;

import java.util.Map;
import java.util.Set;

/**
 * The words in which libpq is told where to connect.
 *
 * <p>Source: PostgreSQL documentation, "Parameter Key Words" and "Environment Variables" of libpq, up to version 18.
 */
final class LibpqKeywords {

    /** Environment variables, with the keyword that each stands for. */
    static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("PGHOST", "host"),
            Map.entry("PGHOSTADDR", "hostaddr"),
            Map.entry("PGPORT", "port"),
            Map.entry("PGDATABASE", "dbname"),
            Map.entry("PGUSER", "user"),
            Map.entry("PGPASSWORD", "password"),
            Map.entry("PGPASSFILE", "passfile"),
            Map.entry("PGSERVICE", "service"),
            Map.entry("PGOPTIONS", "options"),
            Map.entry("PGAPPNAME", "application_name"),
            Map.entry("PGCONNECT_TIMEOUT", "connect_timeout"),
            Map.entry("PGCLIENTENCODING", "client_encoding"),
            Map.entry("PGTARGETSESSIONATTRS", "target_session_attrs"),
            Map.entry("PGLOADBALANCEHOSTS", "load_balance_hosts"),
            Map.entry("PGCHANNELBINDING", "channel_binding"),
            Map.entry("PGREQUIREAUTH", "require_auth"),
            Map.entry("PGREQUIREPEER", "requirepeer"),
            Map.entry("PGKRBSRVNAME", "krbsrvname"),
            Map.entry("PGGSSLIB", "gsslib"),
            Map.entry("PGGSSENCMODE", "gssencmode"),
            Map.entry("PGGSSDELEGATION", "gssdelegation"),
            Map.entry("PGSSLMODE", "sslmode"),
            Map.entry("PGSSLNEGOTIATION", "sslnegotiation"),
            Map.entry("PGSSLCOMPRESSION", "sslcompression"),
            Map.entry("PGSSLCERT", "sslcert"),
            Map.entry("PGSSLKEY", "sslkey"),
            Map.entry("PGSSLCERTMODE", "sslcertmode"),
            Map.entry("PGSSLROOTCERT", "sslrootcert"),
            Map.entry("PGSSLCRL", "sslcrl"),
            Map.entry("PGSSLCRLDIR", "sslcrldir"),
            Map.entry("PGSSLSNI", "sslsni"),
            Map.entry("PGSSLMINPROTOCOLVERSION", "ssl_min_protocol_version"),
            Map.entry("PGSSLMAXPROTOCOLVERSION", "ssl_max_protocol_version"),
            Map.entry("PGMINPROTOCOLVERSION", "min_protocol_version"),
            Map.entry("PGMAXPROTOCOLVERSION", "max_protocol_version"));

    /** Environment variables that set a parameter of the session, with the parameter's name; no keyword stands for them. */
    static final Map<String, String> SESSION_VARIABLES =
            Map.of("PGDATESTYLE", "datestyle", "PGTZ", "timezone", "PGGEQO", "geqo");

    /** Keywords that no variable stands for. */
    private static final Set<String> OTHERS = Set.of(
            "fallback_application_name",
            "keepalives",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count",
            "tcp_user_timeout",
            "replication",
            "sslpassword",
            "sslkeylogfile",
            "servicefile",
            "scram_client_key",
            "scram_server_key",
            "oauth_issuer",
            "oauth_client_id",
            "oauth_client_secret",
            "oauth_scope");

    private LibpqKeywords() {}

    /** Whether libpq knows this keyword. */
    static boolean known(String keyword) {
        return VARIABLES.containsValue(keyword) || OTHERS.contains(keyword);
    }
}
