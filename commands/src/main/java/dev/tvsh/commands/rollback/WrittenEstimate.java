package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which tables of a backup seem to have other rows now, by the server's statistics: in no time, and never exact. */
final class WrittenEstimate {

    private final CommandContext context;
    private final Manifest manifest;

    WrittenEstimate(CommandContext context, Manifest manifest) {
        this.context = context;
        this.manifest = manifest;
    }

    /** In plain words, most rows first, and what an estimate does not see. */
    List<String> lines(String database) {
        Map<QualifiedName, Long> then = new HashMap<>();
        for (Manifest.TableRows table : manifest.tables()) {
            Long rows = table.rows();
            if (rows != null) {
                then.put(table.table(), rows);
            }
        }
        List<OtherRows> guesses = new ArrayList<>();
        try (SqlRunner sql = context.open(database)) {
            sql.each(
                    "sql/rollback/written.sql.vm",
                    Map.of("taken", Literal.of(manifest.taken())),
                    row -> add(row, then, guesses));
        } catch (ConnectionLostException e) {
            return List.of("? which tables were written to: " + e.getMessage());
        }
        List<String> lines = new ArrayList<>(OtherRows.lines(guesses));
        lines.add("? by the server's statistics only, which are not exact and show no row that was changed in place."
                + " --count reads all rows and tells");
        return lines;
    }

    private static void add(Row row, Map<QualifiedName, Long> then, List<OtherRows> guesses) {
        QualifiedName table = new QualifiedName(row.text("schema"), row.text("name"));
        Long before = then.get(table);
        long written = row.flag("since") ? row.number("written") : 0;
        if (before != null && (before != row.number("rows") || written > 0)) {
            long now = row.number("rows");
            String rows = Quantity.of(before, "row") + " then, about " + Quantity.of(now) + " now";
            guesses.add(new OtherRows(
                    table,
                    Math.max(Math.abs(before - now), written),
                    written > 0 ? rows + ", up to " + Quantity.of(written) + " written" : rows));
        }
    }
}
