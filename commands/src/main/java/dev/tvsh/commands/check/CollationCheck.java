package dev.tvsh.commands.check;

import java.util.List;
import java.util.Map;

/** Whether collations have changed since what is sorted by them was built. */
final class CollationCheck implements Check {
    @Override
    public String id() {
        return "min.collation";
    }

    @Override
    public Severity severity() {
        return Severity.WARN;
    }

    @Override
    public Finding run(CheckContext context) {
        String template = context.current().major() >= 15
                ? "sql/check/collation-versions.sql.vm"
                : "sql/check/collation-versions-before-15.sql.vm";
        List<String> names = context.sql().query(template, Map.of()).stream()
                .map(row -> row.text("name"))
                .toList();
        return names.isEmpty()
                ? Finding.ok(this)
                : Finding.problem(
                        this,
                        names,
                        Shown.count(names.size(), "collation") + " sorted otherwise when built: " + Shown.names(names),
                        "REINDEX what uses them, then ALTER … REFRESH COLLATION VERSION");
    }
}
