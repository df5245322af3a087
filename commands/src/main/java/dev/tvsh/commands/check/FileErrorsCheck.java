package dev.tvsh.commands.check;

import dev.tvsh.commands.connection.Row;
import java.util.List;
import java.util.Map;

/** Whether the configuration files can be read: with an error in them the server does not start again. */
final class FileErrorsCheck implements Check {
    @Override
    public String id() {
        return "guc.file_errors";
    }

    @Override
    public Severity severity() {
        return Severity.BLOCK;
    }

    @Override
    public Finding run(CheckContext context) {
        List<Row> rows = context.sql().query("sql/check/file-errors.sql.vm", Map.of());
        if (rows.isEmpty()) {
            return Finding.ok(this);
        }
        List<String> shown = rows.stream()
                .map(row -> (row.text("name") + " in line " + row.text("line") + ": " + row.text("error")).strip())
                .toList();
        return Finding.problem(
                this,
                rows.stream().map(row -> row.text("name")).sorted().toList(),
                Shown.count(rows.size(), "error") + " in the configuration: " + Shown.names(shown),
                "correct " + rows.get(0).text("file"));
    }
}
