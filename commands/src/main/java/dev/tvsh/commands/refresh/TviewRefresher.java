package dev.tvsh.commands.refresh;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.change.LockRetry;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.triggers.PausedTriggers;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerState;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Empties the table of a TVIEW and fills it from its view, in one transaction, with statements of its own: those of the
 * extension name no schema and differ between releases.
 */
final class TviewRefresher {

    private final SqlRunner sql;
    private final LockRetry retry;
    private final Templates templates;
    private final Map<QualifiedName, List<String>> triggersOf = new HashMap<>();
    private final List<String> extensionSchema;

    TviewRefresher(TviewCatalog catalog, SqlRunner sql, LockRetry retry, Templates templates) {
        this.sql = sql;
        this.retry = retry;
        this.templates = templates;
        this.extensionSchema = catalog.extension()
                .map(extension -> List.of(extension.schema()))
                .orElse(List.of());
        for (TriggerState trigger : catalog.triggers()) {
            triggersOf
                    .computeIfAbsent(trigger.table(), table -> new ArrayList<>())
                    .add(trigger.name());
        }
    }

    /** What a refresh runs on the table itself. */
    List<Rendered> statements(Tview tview) {
        return List.of(truncate(tview), fill(tview));
    }

    /**
     * Refreshes one TVIEW; it is on disk when this returns, and as it was if this throws.
     *
     * @return the rows that the table has now
     */
    long refresh(Tview tview) {
        return retry.run(true, locking -> {
            sql.run("sql/refresh/settings.sql.vm", Map.of());
            sql.run("sql/refresh/search-path.sql.vm", Map.of("schemas", searchPath(tview)));
            locking.on(tview.table());
            sql.run(truncate(tview));
            // The table is this transaction's own now. Its triggers would refresh, row by row, TVIEWs whose turn comes
            // later.
            PausedTriggers paused = PausedTriggers.pause(
                    tview.table(), triggersOf.getOrDefault(tview.table(), List.of()), sql, templates);
            locking.onOthers();
            String tag = sql.run(fill(tview));
            paused.resume();
            return verified(tview, Long.parseLong(tag.substring(tag.lastIndexOf(' ') + 1)));
        });
    }

    private long verified(Tview tview, long inserted) {
        long rows = sql.one(
                        "sql/refresh/count.sql.vm",
                        Map.of("table", tview.table().identifier()))
                .number("rows");
        if (rows != inserted) {
            throw new TvshException(
                    ExitCode.NEGATIVE,
                    tview.table() + " has " + rows + " rows after " + inserted + " were inserted",
                    List.of("A trigger or rule on the table drops or adds rows."));
        }
        return rows;
    }

    private Identifier searchPath(Tview tview) {
        List<String> schemas = new ArrayList<>(List.of(tview.table().schema()));
        schemas.addAll(extensionSchema);
        schemas.add("pg_catalog");
        return Identifier.list(schemas);
    }

    private Rendered truncate(Tview tview) {
        return templates.render(
                "sql/refresh/truncate.sql.vm", Map.of("table", tview.table().identifier()));
    }

    private Rendered fill(Tview tview) {
        return templates.render(
                "sql/refresh/fill.sql.vm",
                Map.of(
                        "table", tview.table().identifier(),
                        "view", tview.view().identifier(),
                        "columns", Identifier.list(tview.columns())));
    }
}
