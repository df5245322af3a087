package dev.tvsh.commands.connection;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The target of connections, without anything secret.
 *
 * @param host the host name, address or socket folder of the first host
 * @param port the port of the first host
 * @param clientEnvironment the {@code PG*} variables with which libpq programs such as pg_dump reach the same target, the
 *     password among them if there is one; for a child process's environment only, never to be shown or recorded
 */
public record Target(String host, int port, String database, String user, Map<String, String> clientEnvironment) {

    public Target {
        clientEnvironment = Map.copyOf(clientEnvironment);
    }

    /** The same variables for another database of that server. */
    public Map<String, String> clientEnvironment(String other) {
        Map<String, String> environment = new HashMap<>(clientEnvironment);
        environment.put("PGDATABASE", other);
        return environment;
    }

    /**
     * A short name fit for a file, for example {@code db1-5432-shop}; two databases of one server never share one, whatever
     * characters they are named with.
     */
    public String slug() {
        return slug(host) + afterHost();
    }

    /** Whether a server of this machine that is named by this slug listens on the same port, by whatever address. */
    public boolean isNeighbour(String slug) {
        return isLocal(slug(host))
                && slug.endsWith(afterHost())
                && isLocal(slug.substring(0, slug.length() - afterHost().length()));
    }

    /** Whether a host name, an address or a folder of sockets is one of this machine. */
    public static boolean isHere(String host) {
        return isLocal(slug(host));
    }

    private String afterHost() {
        return "-" + port + "-"
                + URLEncoder.encode(database, StandardCharsets.UTF_8).replace("*", "%2A");
    }

    private static String slug(String host) {
        return host.replaceAll("[^\\p{Alnum}.-]+", "_");
    }

    /** A folder of sockets begins with a slash, the sixth version's own address with a colon. */
    private static boolean isLocal(String slug) {
        return slug.equals("localhost") || slug.startsWith("127.") || slug.startsWith("_");
    }

    @Override
    public String toString() {
        return database + "@" + host + ":" + port;
    }
}
