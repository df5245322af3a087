package dev.tvsh.commands.connection;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where to connect, as libpq does: options before a URI or connection string, before the service file, before
 * the {@code PG*} variables, before defaults.
 */
public final class ConnectionResolver {

    /** Where the passwords and services of libpq's own builds are kept for all users. */
    private static final Path SYSTEM_SERVICES = Path.of("/etc/postgresql-common");

    /** A password is for these. */
    private static final List<String> WHO_ASKS_WHOM = List.of("user", "host", "hostaddr", "port");

    private final Map<String, String> environment;
    private final Path home;
    private final String operatingSystemUser;

    public ConnectionResolver(Map<String, String> environment, Path home, String operatingSystemUser) {
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.operatingSystemUser = operatingSystemUser;
    }

    /**
     * Where to connect, according to the command line and everything below it.
     *
     * @throws dev.tvsh.commands.TvshException with {@link dev.tvsh.commands.ExitCode#CONNECTION} if something is said that
     *     libpq would not understand either
     */
    public ConnectionSpec resolve(ConnectionOptions options) {
        Map<String, String> settings = new HashMap<>();
        addString(options.database(), settings);
        override(settings, "host", options.host());
        override(settings, "port", options.port());
        override(settings, "user", options.user());
        addService(settings);
        LibpqKeywords.VARIABLES.forEach((variable, keyword) -> {
            String value = environment.get(variable);
            if (value != null) {
                settings.putIfAbsent(keyword, value);
            }
        });
        LibpqKeywords.SESSION_VARIABLES.forEach((variable, parameter) -> {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty() && !value.equals("default")) {
                settings.put(parameter, value);
            }
        });
        return spec(settings, options.passwords());
    }

    /**
     * Where to connect next: what is not given stays as it was, with all settings. The password stays only if user, host and
     * port do.
     *
     * @throws dev.tvsh.commands.TvshException as {@link #resolve}
     */
    public ConnectionSpec resolveAgain(ConnectionSpec before, ConnectionOptions options) {
        Map<String, String> given = new HashMap<>();
        addString(options.database(), given);
        override(given, "host", options.host());
        override(given, "port", options.port());
        override(given, "user", options.user());
        Map<String, String> settings = new HashMap<>(before.settings());
        settings.put("dbname", before.database());
        settings.put("user", before.user());
        settings.putIfAbsent("port", ConnectionSpec.DEFAULT_PORT);
        if (WHO_ASKS_WHOM.stream().anyMatch(keyword -> changes(keyword, given, settings))) {
            settings.remove("password");
        }
        if (changes("host", given, settings)) {
            settings.remove("hostaddr");
        }
        settings.putAll(given);
        settings.remove("service");
        return spec(settings, before.passwords());
    }

    private static boolean changes(String keyword, Map<String, String> given, Map<String, String> settings) {
        return given.containsKey(keyword) && !given.get(keyword).equals(settings.get(keyword));
    }

    private ConnectionSpec spec(Map<String, String> settings, ConnectionOptions.Passwords passwords) {
        String user = Optional.ofNullable(settings.get("user"))
                .filter(name -> !name.isEmpty())
                .orElse(operatingSystemUser);
        String database = Optional.ofNullable(settings.get("dbname"))
                .filter(name -> !name.isEmpty())
                .orElse(user);
        String port = settings.getOrDefault("port", "");
        List<ConnectionSpec.Host> hosts =
                ConnectionSpec.hosts(settings.get("host"), settings.get("hostaddr"), port, DefaultHost.find(port));
        return new ConnectionSpec(hosts, database, user, settings, passwordFile(settings), passwords);
    }

    private static void addString(@Nullable String text, Map<String, String> settings) {
        if (text == null) {
            return;
        }
        if (ConnectionUri.isOne(text)) {
            settings.putAll(ConnectionUri.parse(text));
        } else if (text.indexOf('=') >= 0) {
            settings.putAll(ConninfoParser.parse(text));
        } else {
            settings.put("dbname", text);
        }
    }

    private static void override(Map<String, String> settings, String keyword, @Nullable String value) {
        if (value != null) {
            settings.put(keyword, value);
            if (keyword.equals("host")) {
                settings.remove("hostaddr");
            }
        }
    }

    private void addService(Map<String, String> settings) {
        String service = settings.getOrDefault("service", environment.getOrDefault("PGSERVICE", ""));
        if (service.isEmpty()) {
            return;
        }
        Path own = Optional.ofNullable(settings.getOrDefault("servicefile", environment.get("PGSERVICEFILE")))
                .map(Path::of)
                .orElse(home.resolve(".pg_service.conf"));
        Path shared = Optional.ofNullable(environment.get("PGSYSCONFDIR"))
                .map(Path::of)
                .orElse(SYSTEM_SERVICES)
                .resolve("pg_service.conf");
        Map<String, String> found = new ServiceFile(own)
                .find(service)
                .or(() -> new ServiceFile(shared).find(service))
                .orElseThrow(() -> ConnectionProblems.bad("definition of service \"" + service + "\" not found"));
        found.forEach(settings::putIfAbsent);
    }

    private Path passwordFile(Map<String, String> settings) {
        String said = settings.getOrDefault("passfile", "");
        return said.isEmpty() ? home.resolve(".pgpass") : Path.of(said);
    }
}
