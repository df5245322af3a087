package dev.tvsh.commands.connection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a connection URI: {@code postgresql://user:password@host:port,host:port/database?keyword=value&...}.
 *
 * <p>Source: PostgreSQL documentation, "Connection URIs".
 */
final class ConnectionUri {

    private static final List<String> SCHEMES = List.of("postgresql://", "postgres://");

    private ConnectionUri() {}

    static boolean isOne(String text) {
        return SCHEMES.stream().anyMatch(text::startsWith);
    }

    /** @throws dev.tvsh.commands.TvshException if the text is not such a URI, or a keyword is unknown */
    static Map<String, String> parse(String uri) {
        Map<String, String> settings = new LinkedHashMap<>();
        String rest = uri.substring(uri.indexOf("://") + 3);
        int query = rest.indexOf('?');
        if (query >= 0) {
            parameters(rest.substring(query + 1), settings);
            rest = rest.substring(0, query);
        }
        int path = endOfAuthority(rest);
        put(settings, "dbname", path < rest.length() ? rest.substring(path + 1) : "");
        String authority = rest.substring(0, path);
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String[] userAndPassword = authority.substring(0, at).split(":", 2);
            put(settings, "user", userAndPassword[0]);
            put(settings, "password", userAndPassword.length > 1 ? userAndPassword[1] : "");
        }
        hosts(authority.substring(at + 1), settings);
        return settings;
    }

    private static int endOfAuthority(String rest) {
        int slash = rest.indexOf('/');
        return slash < 0 ? rest.length() : slash;
    }

    private static void hosts(String list, Map<String, String> settings) {
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String one : list.split(",", -1)) {
            int bracket = one.startsWith("[") ? one.indexOf(']') : 0;
            if (bracket < 0) {
                throw ConnectionProblems.bad(
                        "end of string reached when looking for matching \"]\" in IPv6 host address in URI");
            }
            int colon = one.indexOf(':', bracket);
            String host = colon < 0 ? one : one.substring(0, colon);
            hosts.add(decode(host.startsWith("[") ? host.substring(1, bracket) : host));
            ports.add(colon < 0 ? "" : decode(one.substring(colon + 1)));
        }
        if (hosts.stream().anyMatch(host -> !host.isEmpty())) {
            settings.put("host", String.join(",", hosts));
        }
        if (ports.stream().anyMatch(port -> !port.isEmpty())) {
            settings.put("port", String.join(",", ports));
        }
    }

    private static void parameters(String query, Map<String, String> settings) {
        if (query.isEmpty()) {
            return;
        }
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals < 0) {
                throw ConnectionProblems.bad(
                        "missing key/value separator \"=\" in URI query parameter: \"" + parameter + "\"");
            }
            String keyword = decode(parameter.substring(0, equals));
            String value = decode(parameter.substring(equals + 1));
            if (keyword.equals("ssl") && value.equals("true")) {
                settings.put("sslmode", "require");
            } else if (LibpqKeywords.known(keyword)) {
                settings.put(keyword, value);
            } else {
                throw ConnectionProblems.bad("invalid URI query parameter: \"" + keyword + "\"");
            }
        }
    }

    private static void put(Map<String, String> settings, String keyword, String encoded) {
        if (!encoded.isEmpty()) {
            settings.putIfAbsent(keyword, decode(encoded));
        }
    }

    private static String decode(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] source = encoded.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < source.length; i++) {
            if (source[i] != '%') {
                bytes.write(source[i]);
                continue;
            }
            int high = i + 2 < source.length ? Character.digit(source[i + 1], 16) : -1;
            int low = i + 2 < source.length ? Character.digit(source[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw ConnectionProblems.bad("invalid percent-encoded token in connection URI");
            }
            if (high == 0 && low == 0) {
                throw ConnectionProblems.bad("forbidden value %00 in percent-encoded value of connection URI");
            }
            bytes.write(high * 16 + low);
            i += 2;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
