package dev.tvsh.commands.drain;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who is on the database, besides tvsh itself.
 *
 * @param sessions those whose transaction is the oldest first
 */
public record ClientSessions(List<ClientSession> sessions) {

    private static final int SHOWN = 5;

    public ClientSessions {
        sessions = List.copyOf(sessions);
    }

    /**
     * One of them.
     *
     * @param seconds how long it has been in this state or transaction
     */
    public record ClientSession(long pid, String role, String application, String state, long seconds) {

        /** For example {@code pid 4711 shop_app (pool): idle in transaction 4 min}. */
        public String shown() {
            return "pid " + pid + " " + role + (application.isEmpty() ? "" : " (" + application + ")") + ": " + state
                    + " " + Quantity.age(seconds);
        }
    }

    public static ClientSessions read(SqlRunner sql) {
        return new ClientSessions(sql.query("sql/drain/sessions.sql.vm", Map.of()).stream()
                .map(row -> new ClientSession(
                        row.number("pid"),
                        row.text("role"),
                        row.text("application"),
                        row.text("state"),
                        row.number("seconds")))
                .toList());
    }

    /** Those of them that are the same sessions as these. */
    ClientSessions among(ClientSessions others) {
        Set<Long> pids = others.sessions.stream().map(ClientSession::pid).collect(Collectors.toSet());
        return new ClientSessions(sessions.stream()
                .filter(session -> pids.contains(session.pid()))
                .toList());
    }

    public int count() {
        return sessions.size();
    }

    /** The first few as lines, and how many more there are. */
    public List<String> lines() {
        List<String> lines = sessions.stream()
                .limit(SHOWN)
                .map(ClientSession::shown)
                .collect(Collectors.toCollection(ArrayList::new));
        if (count() > SHOWN) {
            lines.add("and " + Quantity.of(count() - SHOWN) + " more");
        }
        return lines;
    }

    /** What ends them. */
    public Rendered ending(Templates templates) {
        return templates.render(
                "sql/drain/terminate.sql.vm",
                Map.of(
                        "pids",
                        Literal.ofTexts(sessions.stream()
                                .map(session -> Long.toString(session.pid()))
                                .toList())));
    }
}
