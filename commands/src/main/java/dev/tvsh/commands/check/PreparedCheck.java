package dev.tvsh.commands.check;

import dev.tvsh.commands.connection.Row;
import java.util.List;
import java.util.Map;

/** Whether prepared transactions are open: their locks outlast a restart. */
final class PreparedCheck implements Check {
    @Override
    public String id() {
        return "env.prepared";
    }

    @Override
    public Severity severity() {
        return Severity.WARN;
    }

    @Override
    public Finding run(CheckContext context) {
        List<Row> rows = context.sql().query("sql/check/prepared.sql.vm", Map.of());
        if (rows.isEmpty()) {
            return Finding.ok(this);
        }
        List<String> shown = rows.stream()
                .map(row -> "'" + row.text("gid") + "' in " + row.text("database") + ", "
                        + Shown.age(row.number("seconds")) + " old")
                .toList();
        return Finding.problem(
                this,
                rows.stream().map(row -> row.text("gid")).sorted().toList(),
                Shown.count(rows.size(), "prepared transaction") + ": " + Shown.names(shown),
                "COMMIT PREPARED or ROLLBACK PREPARED");
    }
}
