package dev.tvsh.commands.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One address of a host, or its socket.
 *
 * @param host as the user has named it
 * @param address where it is; empty for a socket
 */
record Endpoint(ConnectionSpec.Host host, Optional<InetAddress> address) {

    /** All of a host, in the order in which they are to be tried. */
    static List<Endpoint> of(ConnectionSpec.Host host) throws UnknownHostException {
        if (host.isSocket()) {
            return List.of(new Endpoint(host, Optional.empty()));
        }
        return Arrays.stream(InetAddress.getAllByName(named(host)))
                .map(address -> new Endpoint(host, Optional.of(address)))
                .toList();
    }

    /** An address as it is usually written. */
    static String text(InetAddress address) {
        String text = address.getHostAddress().replaceFirst("%.*", "");
        if (!text.contains(":")) {
            return text;
        }
        // The longest row of zeros, the first of several, is left out.
        for (int zeros = 8; zeros > 1; zeros--) {
            Matcher row =
                    Pattern.compile("(^|:)0(:0){" + (zeros - 1) + "}(:|$)").matcher(text);
            if (row.find()) {
                return text.substring(0, row.start()) + "::" + text.substring(row.end());
            }
        }
        return text;
    }

    private static String named(ConnectionSpec.Host host) {
        return host.address().isEmpty() ? host.name() : host.address();
    }

    /** How messages call it. */
    String described() {
        if (address.isEmpty()) {
            return "on socket \"" + host.socketFile() + "\"";
        }
        String name = named(host);
        boolean isAddress = name.contains(":") || name.matches("[0-9.]+");
        String found = isAddress ? "" : " (" + text(address.get()) + ")";
        return "at \"" + name + "\"" + found + ", port " + host.port();
    }
}
