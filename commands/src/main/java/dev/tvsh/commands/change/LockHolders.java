package dev.tvsh.commands.change;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.Literal;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Who holds a lock that somebody else waits for. */
public final class LockHolders {

    /** What one wants to do with a table that others stand in the way of. */
    public enum Wish {
        /** To read it: only who has it alone stands in the way. */
        READ,
        /** To change what it is: whoever writes stands in the way. */
        ALTER,
        /** To have it alone: everybody stands in the way. */
        OWN
    }

    private final SqlRunner sql;

    /** @param sql the session that asks; it is never among the holders, and must be able to run a query */
    public LockHolders(SqlRunner sql) {
        this.sql = sql;
    }

    /**
     * Those who hold one of these tables, the oldest first, five at most, each as one line.
     *
     * @param tables what is waited for; where it is more than one, the line says which is held
     */
    public List<String> of(Collection<QualifiedName> tables, Wish wish) {
        if (tables.isEmpty()) {
            return List.of();
        }
        return sql
                .query(
                        "sql/change/lock-holders.sql.vm",
                        Map.of(
                                "schemas",
                                Literal.ofTexts(tables.stream()
                                        .map(QualifiedName::schema)
                                        .toList()),
                                "tables",
                                Literal.ofTexts(
                                        tables.stream().map(QualifiedName::name).toList()),
                                "readers",
                                wish == Wish.OWN,
                                "exclusive",
                                wish == Wish.READ))
                .stream()
                .map(row -> (tables.size() > 1 ? new QualifiedName(row.text("schema"), row.text("table")) + " is " : "")
                        + holder(row))
                .toList();
    }

    private static String holder(Row row) {
        String seconds = row.nullable("seconds");
        String since = seconds == null ? "" : ", for " + seconds + " s";
        String prepared = row.nullable("gid");
        if (prepared != null) {
            return "held by the prepared transaction '" + prepared + "'" + since;
        }
        String pid = row.nullable("pid");
        return pid == null
                ? "held by a session that is not visible to this role"
                : "held by pid " + pid + " (" + row.nullable("usename") + ", " + row.nullable("application_name") + ", "
                        + row.nullable("state") + since + ")";
    }
}
