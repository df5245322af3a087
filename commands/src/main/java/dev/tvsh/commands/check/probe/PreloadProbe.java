package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.connection.Row;
import java.util.List;
import java.util.Map;

/**
 * Whether the server loads the library into every session. Each utility statement then passes through the library, and built
 * as its own settings say (abort on panic) it ends the whole server where one fails: a lock timeout of LOCK or TRUNCATE, a
 * COPY, a CREATE of what is there already, in any database. Seen with 0.1.0-beta.8 on PostgreSQL 15.
 */
final class PreloadProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        Row row = context.sql().one("sql/check/tviews/preloaded.sql.vm", Map.of());
        List<String> settings = row.texts("settings");
        if (!settings.isEmpty()) {
            return Answer.problem(
                    settings,
                    "pg_tviews is in " + String.join(" and ", settings)
                            + ": as released, one failing DDL, LOCK or COPY in any database ends the server",
                    "take it out: a session that needs it loads it by itself");
        }
        return row.flag("visible")
                ? Answer.ok()
                : Answer.undetermined("this role may not see which libraries are preloaded");
    }
}
