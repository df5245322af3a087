package dev.tvsh.commands.queue;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who holds or awaits tables of TVIEWs. Locks are visible to everybody; the age and state of others' sessions are not. */
final class Locks {
    private final Map<String, Holder> prepared = new LinkedHashMap<>();
    private final Map<String, Holder> sessions = new LinkedHashMap<>();
    private final TviewTables tables;

    Locks(SqlRunner sql, TviewTables tables) {
        this.tables = tables;
        sql.each("sql/queue/prepared.sql.vm", Map.of(), this::prepared);
        sql.each("sql/queue/locks.sql.vm", Map.of(), this::session);
    }

    /** All prepared transactions of this database, the oldest first. */
    List<Holder> prepared() {
        return List.copyOf(prepared.values());
    }

    /** The sessions that hold tables of TVIEWs, the oldest transaction first. */
    List<Holder> holders() {
        return sessions.values().stream()
                .filter(session -> !session.holds().isEmpty())
                .toList();
    }

    /** The sessions that wait for tables of TVIEWs. */
    List<Holder> waiting() {
        return sessions.values().stream()
                .filter(session -> !session.awaits().isEmpty())
                .toList();
    }

    private void prepared(Row row) {
        Holder holder = prepared.computeIfAbsent(
                row.text("gid"), gid -> new Holder(gid, row.text("owner"), "", "prepared", row.number("seconds")));
        Holder.Hold hold = hold(row);
        if (hold != null) {
            holder.holds(hold);
        }
    }

    private void session(Row row) {
        Holder.Hold hold = hold(row);
        if (hold == null) {
            return;
        }
        String age = row.nullable("seconds");
        Holder holder = sessions.computeIfAbsent(
                row.text("pid"),
                pid -> new Holder(
                        pid,
                        row.text("role"),
                        row.text("application"),
                        row.text("state"),
                        age == null ? null : Long.valueOf(age)));
        if (row.flag("granted")) {
            holder.holds(hold);
        } else {
            holder.awaits(hold, row.texts("blocked_by"));
        }
    }

    private Holder.@Nullable Hold hold(Row row) {
        String name = row.nullable("name");
        if (name == null) {
            return null;
        }
        QualifiedName table = new QualifiedName(row.text("schema"), name);
        return tables.contains(table) ? new Holder.Hold(table, row.text("mode")) : null;
    }
}
