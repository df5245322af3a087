package dev.tvsh.commands.backup;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Literal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The databases that take part in a restore, as the cluster has them at one moment. */
public final class Databases {

    private final Map<String, State> states = new HashMap<>();

    private Databases() {}

    /**
     * One database.
     *
     * @param provider who knows its locale: {@code c}, {@code i} for ICU, {@code b} for the built-in one
     * @param locale the locale of a provider other than {@code c}
     * @param prepared prepared transactions in it
     * @param sessions sessions of clients in it
     */
    public record State(
            long bytes, @Nullable String comment, String provider, String locale, long prepared, long sessions) {}

    /** Those of these names. */
    public static Databases read(SqlRunner sql, List<String> wanted) {
        Databases databases = new Databases();
        Literal names = Literal.ofTexts(wanted);
        for (Row row : sql.query("sql/rollback/databases.sql.vm", Map.of("names", names))) {
            databases.states.put(
                    row.text("name"),
                    new State(
                            row.number("bytes"),
                            row.nullable("comment"),
                            row.text("provider"),
                            row.text("locale"),
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
