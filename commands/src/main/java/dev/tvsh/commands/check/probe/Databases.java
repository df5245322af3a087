package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Literal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The databases of a cluster, and sessions that only look. */
public final class Databases {
    private Databases() {}

    /** The other databases that sessions may be opened in; column {@code name}. */
    public static List<Row> others(SqlRunner sql) {
        return sql.query("sql/check/environment/databases.sql.vm", Map.of());
    }

    /** Makes a session one in which nothing can be changed and no statement takes long. */
    public static void lookOnly(SqlRunner sql, Duration limit) {
        sql.lookOnly();
        sql.run("sql/server/time-limit.sql.vm", Map.of("time", Literal.of(limit.toMillis() + "ms")));
    }
}
