package dev.tvsh.commands.check;

import dev.tvsh.commands.tview.QualifiedName;
import java.util.List;
import java.util.Map;

/** Whether indexes are invalid. */
final class InvalidIndexesCheck implements Check {
    @Override
    public String id() {
        return "env.invalid_indexes";
    }

    @Override
    public Severity severity() {
        return Severity.WARN;
    }

    @Override
    public Finding run(CheckContext context) {
        List<String> names = context.sql().query("sql/check/invalid-indexes.sql.vm", Map.of()).stream()
                .map(row -> new QualifiedName(row.text("schema"), row.text("name")).toString())
                .toList();
        return names.isEmpty()
                ? Finding.ok(this)
                : Finding.problem(
                        this,
                        names,
                        Shown.count(names.size(), "index", "indexes") + " invalid: " + Shown.names(names),
                        "REINDEX INDEX CONCURRENTLY, or drop");
    }
}
