package dev.tvsh.commands.queue;

import dev.tvsh.commands.tview.Extension;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerState;
import dev.tvsh.commands.tview.TviewCatalog;
import java.util.HashSet;
import java.util.Set;

/** Every table that has to do with TVIEWs: theirs, those that they read, and the extension's own. */
final class TviewTables {
    private static final String CUSTOMARY = "tv_";

    private final Set<QualifiedName> tables = new HashSet<>();
    private final boolean byName;

    TviewTables(TviewCatalog catalog) {
        byName = catalog.registered() instanceof Fact.Undetermined;
        catalog.registered()
                .optional()
                .ifPresent(tviews -> tviews.forEach(tview -> {
                    tables.add(tview.table());
                    tables.addAll(tview.reads());
                    tables.addAll(tview.dependencies());
                }));
        catalog.unregistered()
                .optional()
                .ifPresent(found -> found.forEach(one -> one.table().ifPresent(tables::add)));
        catalog.triggers().stream().map(TriggerState::table).forEach(tables::add);
        catalog.extension().flatMap(Extension::metadata).ifPresent(tables::add);
    }

    /** Whether it is one of them; where registrations cannot be read, its name tells. */
    boolean contains(QualifiedName table) {
        return tables.contains(table) || (byName && table.name().startsWith(CUSTOMARY));
    }
}
