package dev.tvsh.commands.connection;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where to connect, with nothing left to look up but passwords.
 *
 * @param hosts the hosts in the order in which they are tried; never empty
 * @param settings all that was said, by libpq's keywords, the password among them
 * @param passwordFile where passwords are looked up that nobody gave
 */
public record ConnectionSpec(
        List<Host> hosts,
        String database,
        String user,
        Map<String, String> settings,
        Path passwordFile,
        ConnectionOptions.Passwords passwords) {

    static final String DEFAULT_PORT = "5432";

    public ConnectionSpec {
        hosts = List.copyOf(hosts);
        settings = Map.copyOf(settings);
    }

    /**
     * One host.
     *
     * @param name a host name or address, or the folder of a socket
     * @param address the address to connect to in place of the name's; empty if the name is to be looked up
     */
    public record Host(String name, String address, int port) {

        /** Whether this is a Unix-domain socket. */
        public boolean isSocket() {
            return address.isEmpty() && (name.startsWith("/") || name.startsWith("@"));
        }

        /** The file of the socket. */
        String socketFile() {
            return name + "/.s.PGSQL." + port;
        }
    }

    /** What was said for this keyword of libpq; empty if nothing, or nothing but an empty text. */
    Optional<String> setting(String keyword) {
        String value = settings.get(keyword);
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    ConnectionSpec withDatabase(String other) {
        return new ConnectionSpec(hosts, other, user, settings, passwordFile, passwords);
    }

    ConnectionSpec withPassword(String password) {
        Map<String, String> known = new HashMap<>(settings);
        known.put("password", password);
        return new ConnectionSpec(hosts, database, user, known, passwordFile, passwords);
    }

    /** With a setting for the server beside those that were asked for, for example {@code -c work_mem=7MB}. */
    ConnectionSpec withOption(String option) {
        Map<String, String> known = new HashMap<>(settings);
        known.merge("options", option, (all, last) -> (all + " " + last).strip());
        return new ConnectionSpec(hosts, database, user, known, passwordFile, passwords);
    }

    /** Where it leads, without anything secret. */
    @Override
    public String toString() {
        return database + "@" + hosts;
    }

    /** @throws dev.tvsh.commands.TvshException if the lists do not fit together, or a port is not one */
    static List<Host> hosts(@Nullable String names, @Nullable String addresses, @Nullable String ports, String nobody) {
        List<String> nameList = split(names);
        List<String> addressList = split(addresses);
        List<String> portList = split(ports);
        int count = Math.max(nameList.size(), addressList.size());
        if (!nameList.isEmpty() && !addressList.isEmpty() && nameList.size() != addressList.size()) {
            throw ConnectionProblems.bad(
                    "could not match " + nameList.size() + " host names to " + addressList.size() + " hostaddr values");
        }
        if (portList.size() > 1 && portList.size() != Math.max(1, count)) {
            throw ConnectionProblems.bad(
                    "could not match " + portList.size() + " port numbers to " + Math.max(1, count) + " hosts");
        }
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < Math.max(1, count); i++) {
            String address = addressList.isEmpty() ? "" : addressList.get(i);
            String name = nameList.isEmpty() ? "" : nameList.get(i);
            if (name.isEmpty()) {
                name = address.isEmpty() ? nobody : address;
            }
            String port = portList.isEmpty() ? "" : portList.get(portList.size() == 1 ? 0 : i);
            hosts.add(new Host(name, address, port(port)));
        }
        return hosts;
    }

    private static List<String> split(@Nullable String list) {
        return list == null || list.isEmpty() ? List.of() : List.of(list.split(",", -1));
    }

    private static int port(String text) {
        if (text.isEmpty()) {
            return Integer.parseInt(DEFAULT_PORT);
        }
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw ConnectionProblems.bad("invalid integer value \"" + text + "\" for connection option \"port\"");
        }
        throw ConnectionProblems.bad("invalid port number: \"" + text + "\"");
    }
}
