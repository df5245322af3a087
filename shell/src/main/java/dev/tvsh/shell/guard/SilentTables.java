package dev.tvsh.shell.guard;

import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Connector;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Templates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The tables whose writes reach no TVIEW, because triggers of TVIEWs are off there. Asked in a session of its own, which
 * reads catalogs only, and kept for a moment, so that many pasted writes ask once. What the user's open transaction has
 * switched is not seen from there.
 */
public final class SilentTables {

    private static final Duration KEPT = Duration.ofSeconds(3);

    private final Supplier<Connector> connector;
    private final Supplier<Templates> templates;
    private List<TableName> known = List.of();
    private long asked = System.nanoTime() - KEPT.toNanos();

    public SilentTables(Supplier<Connector> connector, Supplier<Templates> templates) {
        this.connector = connector;
        this.templates = templates;
    }

    /** Those of the tables that a statement writes whose writes pass unseen. */
    List<TableName> among(List<TableName> written) {
        if (written.isEmpty()) {
            return List.of();
        }
        if (System.nanoTime() - asked >= KEPT.toNanos()) {
            known = ask();
            asked = System.nanoTime();
        }
        return known.stream()
                .filter(table -> written.stream().anyMatch(name -> name.means(table.schema(), table.name())))
                .toList();
    }

    private List<TableName> ask() {
        try (SqlRunner sql = new SqlRunner(connector.get().connect(), templates.get(), event -> {})) {
            return sql
                    .query(
                            "sql/guard/silent-tables.sql.vm",
                            Map.of("handlers", sql.render("sql/tview/handlers.sql.vm", Map.of())))
                    .stream()
                    .map(row -> new TableName(row.text("schema"), row.text("name")))
                    .toList();
        } catch (TvshException e) {
            return List.of(); // a guard that cannot look does not keep anybody from working
        }
    }
}
