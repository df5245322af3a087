package dev.tvsh.commands.backup;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.manifest.DatabaseOrigin;
import dev.tvsh.templates.Literal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The databases that take part in a restore, as the cluster has them at one moment. */
public final class Databases {

    private final Map<String, State> states = new HashMap<>();

    private Databases() {}

    /**
     * One database.
     *
     * @param prepared prepared transactions in it
     * @param sessions sessions of clients in it
     */
    public record State(long bytes, DatabaseOrigin origin, long prepared, long sessions) {}

    /** Those of these names. */
    public static Databases read(SqlRunner sql, List<String> wanted) {
        Databases databases = new Databases();
        Literal names = Literal.ofTexts(wanted);
        for (Row row : sql.query("sql/rollback/databases.sql.vm", Map.of("names", names))) {
            databases.states.put(
                    row.text("name"),
                    new State(
                            row.number("bytes"),
                            DatabaseOrigin.of(row),
                            row.number("prepared"),
                            row.number("sessions")));
        }
        return databases;
    }

    public Optional<State> find(String name) {
        return Optional.ofNullable(states.get(name));
    }

    public boolean has(String name) {
        return states.containsKey(name);
    }
}
