package dev.tvsh.commands.listing;

import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Dialect;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.Unregistered;
import dev.tvsh.commands.tview.ViewDefinitions;
import dev.tvsh.commands.tview.WayBack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code tview} says of what was made as a TVIEW and is not registered. */
final class UnregisteredReport {

    private final TviewCatalog catalog;
    private final Unregistered unregistered;
    private final Listed listed;
    private final Optional<DependencyTree> tree;
    private final Fact<String> definition;
    private final List<String> wayBack;

    UnregisteredReport(TviewCatalog catalog, Unregistered unregistered, SqlRunner sql) {
        this.catalog = catalog;
        this.unregistered = unregistered;
        this.listed = Listing.of(catalog).stream()
                .filter(one -> one.standing() == Standing.UNREGISTERED)
                .filter(one ->
                        one.entity().equals(unregistered.entity()) && one.view().equals(unregistered.view()))
                .findFirst()
                .orElseThrow();
        this.tree = unregistered.view().map(view -> new DependencyTree(catalog, unregistered.entity(), view));
        this.definition = unregistered
                .view()
                .map(view -> new ViewDefinitions(sql).of(view))
                .orElse(Fact.undetermined("there is no view v_" + unregistered.entity()));
        this.wayBack = WayBack.lines(catalog, sql);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(unregistered.shown() + " · entity " + unregistered.entity()
                + unregistered.view().map(view -> " · view " + view).orElse(""));
        lines.add(
                catalog.dialect() == Dialect.BROKEN_DROPPED
                        ? "✗ not registered, and pg_tviews is dropped: writes to its tables fail"
                        : "✗ not registered: writes to its tables are not followed");
        lines.add(TviewReport.entry("reads", ""));
        tree.ifPresent(drawn -> drawn.lines().forEach(line -> lines.add("  " + line)));
        TviewReport.triggers(listed.triggers(), lines);
        lines.add(TviewReport.entry("definition", definition instanceof Fact.Known ? "" : "? " + definition.reason()));
        definition.orElse("").lines().forEach(line -> lines.add("  " + line));
        wayBack.forEach(line -> lines.add("→ " + line));
        return lines;
    }

    Outcome outcome() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>(listed.toJson());
        json.put("tree", tree.map(DependencyTree::toJson).orElse(null));
        json.put("definition", definition.optional().orElse(null));
        Map<String, Object> document = CatalogDocument.head(catalog);
        document.put("tview", json);
        return Outcome.done(document, List.of(listed.stable()));
    }
}
