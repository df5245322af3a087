package dev.tvsh.commands.rollback.carry;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.manifest.BoundExtension;
import dev.tvsh.templates.Literal;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** What comes back as in the backup although changes are carried over, in words for whoever is to decide: settings of extensions. */
public final class NotCarried {

    private NotCarried() {}

    /** A line for each extension that keeps rows of its own in dumps. */
    public static List<String> lines(SqlRunner live) {
        Map<String, StringJoiner> tables = new TreeMap<>();
        live.each(
                "sql/carry/extension-tables.sql.vm",
                Map.of("bound", Literal.of(BoundExtension.NAME)),
                row -> tables.computeIfAbsent(row.text("extension"), extension -> new StringJoiner(", "))
                        .add(new QualifiedName(row.text("schema"), row.text("name")).toString()));
        return tables.entrySet().stream()
                .map(entry -> "! of extension " + entry.getKey() + ", the rows of " + entry.getValue()
                        + " come back as in the backup")
                .toList();
    }
}
