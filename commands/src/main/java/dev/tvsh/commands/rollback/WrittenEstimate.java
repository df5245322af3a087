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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which tables of a backup seem to have other rows now, by the server's statistics: in no time, and never exact. */
final class WrittenEstimate {

    private static final int SHOWN = 10;

    private final CommandContext context;
    private final Manifest manifest;

    WrittenEstimate(CommandContext context, Manifest manifest) {
        this.context = context;
        this.manifest = manifest;
    }

    /** A table with another number of rows now, about; or with so many rows written since. */
    private record Guess(QualifiedName table, long then, long now, long written) {

        long number() {
            return Math.max(Math.abs(then - now), written);
        }

        String line() {
            String rows = table + ": " + Quantity.of(then, "row") + " then, about " + Quantity.of(now) + " now";
            return written > 0 ? rows + ", up to " + Quantity.of(written) + " written" : rows;
        }
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
        List<Guess> guesses = new ArrayList<>();
        try (SqlRunner sql = context.open(database)) {
            sql.each(
                    "sql/rollback/written.sql.vm",
                    Map.of("taken", Literal.of(manifest.taken())),
                    row -> add(row, then, guesses));
        } catch (ConnectionLostException e) {
            return List.of("? which tables were written to: " + e.getMessage());
        }
        return shown(guesses);
    }

    private static void add(Row row, Map<QualifiedName, Long> then, List<Guess> guesses) {
        QualifiedName table = new QualifiedName(row.text("schema"), row.text("name"));
        Long before = then.get(table);
        long written = row.flag("since") ? row.number("written") : 0;
        if (before != null && (before != row.number("rows") || written > 0)) {
            guesses.add(new Guess(table, before, row.number("rows"), written));
        }
    }

    private static List<String> shown(List<Guess> guesses) {
        guesses.sort(Comparator.comparingLong(Guess::number).reversed().thenComparing(Guess::table));
        List<String> lines = new ArrayList<>();
        guesses.stream().limit(SHOWN).map(Guess::line).forEach(lines::add);
        if (guesses.size() > SHOWN) {
            lines.add("and " + Quantity.of(guesses.size() - SHOWN, "more table"));
        }
        lines.add("? by the server's statistics only, which are not exact and show no row that was changed in place."
                + " --count reads all rows and tells");
        return lines;
    }
}
