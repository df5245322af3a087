package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.templates.Identifier;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fills tables of TVIEWs in a database that nobody else uses yet; each after those that it reads. */
public final class TviewFilling {

    private final CommandContext context;
    private final String database;

    TviewFilling(CommandContext context, String database) {
        this.context = context;
        this.database = database;
    }

    /** Fills these; rows that an earlier run has left are replaced. */
    void fill(Set<QualifiedName> tables) {
        try (SqlRunner sql = context.open(database)) {
            List<Tview> tviews = TviewCatalog.read(sql).registered().orRefuse("the registered TVIEWs").stream()
                    .filter(tview -> tables.contains(tview.table()))
                    .sorted(Comparator.comparing(Tview::level))
                    .toList();
            sql.run("sql/rollback/fill-settings.sql.vm", Map.of());
            fill(sql, tviews, context.output());
        }
    }

    /**
     * Fills these in a session whose triggers are off.
     *
     * @param tviews each after those that it reads
     */
    public static void fill(SqlRunner sql, List<Tview> tviews, EventSink output) {
        for (int i = 0; i < tviews.size(); i++) {
            Tview tview = tviews.get(i);
            output.accept(
                    new Event.Progress("fill", i, tviews.size(), tview.table().toString()));
            sql.run("sql/rollback/empty.sql.vm", Map.of("table", tview.table().identifier()));
            sql.run(
                    "sql/refresh/fill.sql.vm",
                    Map.of(
                            "table", tview.table().identifier(),
                            "view", tview.view().identifier(),
                            "columns", Identifier.list(tview.columns())));
        }
    }
}
