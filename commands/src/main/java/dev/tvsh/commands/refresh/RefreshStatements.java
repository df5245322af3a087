package dev.tvsh.commands.refresh;

import dev.tvsh.commands.change.LockPolicy;
import dev.tvsh.commands.refresh.RefreshScript.Step;
import dev.tvsh.commands.triggers.PausedTriggers;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerFiring;
import dev.tvsh.commands.tview.TriggerState;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the transactions that empty the tables of TVIEWs and fill them from their views, with statements of their own:
 * those of the extension name no schema and differ between releases.
 */
final class RefreshStatements {

    private final Templates templates;
    private final LockPolicy locks;
    private final Map<QualifiedName, RefreshTable> tables;
    private final Map<QualifiedName, Map<String, TriggerFiring>> triggersOf = new HashMap<>();
    private final List<String> extensionSchema;

    RefreshStatements(
            TviewCatalog catalog, Map<QualifiedName, RefreshTable> tables, LockPolicy locks, Templates templates) {
        this.templates = templates;
        this.locks = locks;
        this.tables = Map.copyOf(tables);
        this.extensionSchema = catalog.extension()
                .map(extension -> List.of(extension.schema()))
                .orElse(List.of());
        for (TriggerState trigger : catalog.triggers()) {
            triggersOf
                    .computeIfAbsent(trigger.table(), table -> new HashMap<>())
                    .put(trigger.name(), trigger.firing());
        }
    }

    boolean hasTriggers(QualifiedName table) {
        return triggersOf.containsKey(table);
    }

    /** From now on the triggers of this table are taken to be as they were found. */
    void triggersAre(QualifiedName table, Map<String, TriggerFiring> found) {
        triggersOf.put(table, Map.copyOf(found));
    }

    /** The transaction that refreshes these, in this order. */
    RefreshScript script(List<Tview> tviews) {
        List<Step> steps = new ArrayList<>();
        run(steps, "sql/server/begin.sql.vm", Map.of());
        run(steps, "sql/refresh/settings.sql.vm", Map.of("lockTimeout", locks.timeout()));
        if (locks.bySession()) {
            run(steps, "sql/change/wait-without-error.sql.vm", Map.of());
        }
        if (tviews.size() > 1) {
            List<Identifier> names =
                    tviews.stream().map(tview -> tview.table().identifier()).toList();
            steps.add(new Step.Lock(render("sql/refresh/lock.sql.vm", Map.of("tables", names)), tviews));
        }
        tviews.forEach(tview -> add(steps, tview));
        steps.add(new Step.Commit(render("sql/server/commit.sql.vm", Map.of())));
        return new RefreshScript(tviews, steps);
    }

    private void add(List<Step> steps, Tview tview) {
        Optional<RefreshTable> table = Optional.ofNullable(tables.get(tview.table()));
        boolean partitioned = table.map(RefreshTable::partitioned).orElse(false);
        boolean counted = table.map(RefreshTable::triggers).orElse(false);
        Map<String, Object> whole = Map.of("table", tview.table().identifier(), "partitioned", partitioned);

        run(steps, "sql/refresh/search-path.sql.vm", Map.of("schemas", searchPath(tview)));
        steps.add(new Step.Lock(render("sql/refresh/truncate.sql.vm", whole), List.of(tview)));
        // The table is this transaction's own now. Its triggers would refresh, row by row, TVIEWs whose turn comes
        // later.
        PausedTriggers triggers =
                new PausedTriggers(tview.table(), triggersOf.getOrDefault(tview.table(), Map.of()), templates);
        if (!triggers.none()) {
            steps.add(new Step.Look(triggers.look(), tview, triggers));
            triggers.off().forEach(sql -> steps.add(new Step.Run(sql)));
        }
        if (locks.bySession()) {
            // What it reads may be locked by others, and no error of an INSERT does harm.
            run(steps, "sql/change/lock-timeout.sql.vm", Map.of("lockTimeout", locks.timeoutElsewhere()));
        }
        steps.add(new Step.Fill(
                render(
                        counted ? "sql/refresh/fill-checked.sql.vm" : "sql/refresh/fill.sql.vm",
                        Map.of(
                                "table", tview.table().identifier(),
                                "view", tview.view().identifier(),
                                "columns", Identifier.list(tview.columns()))),
                tview,
                counted));
        if (locks.bySession()) {
            run(steps, "sql/change/lock-timeout.sql.vm", Map.of("lockTimeout", locks.timeout()));
        }
        triggers.back().forEach(sql -> steps.add(new Step.Run(sql)));
        if (counted) {
            steps.add(new Step.Count(render("sql/refresh/count.sql.vm", whole), tview));
        }
    }

    private Identifier searchPath(Tview tview) {
        Set<String> schemas = new LinkedHashSet<>(List.of(tview.table().schema()));
        schemas.addAll(extensionSchema);
        schemas.add("pg_catalog");
        return Identifier.list(schemas);
    }

    private void run(List<Step> steps, String template, Map<String, ?> values) {
        steps.add(new Step.Run(render(template, values)));
    }

    private Rendered render(String template, Map<String, ?> values) {
        return templates.render(template, values);
    }
}
