package dev.tvsh.commands.backup;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Literal;
import java.util.List;
import java.util.Map;

/** What no restored database can take over from the one whose name it gets, in words for whoever is to decide. */
public final class Ties {

    private final SqlRunner sql;

    public Ties(SqlRunner sql) {
        this.sql = sql;
    }

    /** None if all of the database comes back. */
    public List<String> lines(String database) {
        return sql.query("sql/rollback/ties.sql.vm", Map.of("database", Literal.of(database))).stream()
                .map(Ties::line)
                .toList();
    }

    private static String line(Row tie) {
        String name = tie.text("name");
        return switch (tie.text("kind")) {
            case "subscription" ->
                "! subscription " + name
                        + " comes back disabled; the database of before, which is kept, goes on with it: disable it there"
                        + " before a rollback, enable it after";
            case "slot" ->
                "! replication slot " + name
                        + " stays with the database of before: its reader gets nothing of a restored one, and needs a new slot";
            default -> "! the security label of " + name + " on the database does not come back";
        };
    }
}
