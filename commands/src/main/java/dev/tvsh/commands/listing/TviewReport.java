package dev.tvsh.commands.listing;

import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.output.Bytes;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.refresh.LastRefresh;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerState;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.drift.Drift;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What {@code tview} says of one TVIEW. */
final class TviewReport {
    private static final int NAMES = 10;

    private final TviewCatalog catalog;
    private final Tview tview;
    private final Fact<RelationFacts> facts;
    private final Fact<String> definition;
    private final Fact<Drift> drift;
    private final Optional<LastRefresh> refresh;
    private final Listed listed;
    private final List<String> readBy;

    TviewReport(
            TviewCatalog catalog,
            Tview tview,
            Fact<RelationFacts> facts,
            Fact<String> definition,
            Fact<Drift> drift,
            Optional<LastRefresh> refresh) {
        this.catalog = catalog;
        this.tview = tview;
        this.facts = facts;
        this.definition = definition;
        this.drift = drift;
        this.refresh = refresh;
        this.listed = Listing.of(catalog).stream()
                .filter(one -> one.entity().equals(tview.entity()))
                .findFirst()
                .orElseThrow();
        this.readBy = readBy();
    }

    private List<String> readBy() {
        TreeSet<String> readers = new TreeSet<>();
        for (QualifiedName relation : List.of(tview.table(), tview.view())) {
            for (QualifiedName reader : catalog.graph().readersOf(relation)) {
                if (!reader.equals(tview.view())) {
                    readers.add(reader.toString());
                }
            }
        }
        return List.copyOf(readers);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(tview.table() + " · entity " + tview.entity() + " · view " + tview.view());
        if (listed.standing() != Standing.OK) {
            lines.add("✗ " + listed.status());
        }
        RelationFacts known = facts.optional().orElse(null);
        if (known == null) {
            lines.add("? " + facts.reason());
        } else {
            lines.add(entry("size", size(known)));
            lines.add(entry(
                    "owner",
                    known.owner()
                            + (known.owner().equals(known.viewOwner()) ? "" : ", of the view " + known.viewOwner())));
            if (!known.comment().isEmpty()) {
                lines.add(entry("comment", known.comment()));
            }
        }
        lines.add(entry("drift", drift()));
        refresh.ifPresent(last -> lines.add(entry("refreshed", last.shown())));
        if (known != null) {
            lines.add(entry("last write", newest(known)));
            lines.add(entry("", activity(known.activity())));
        }
        lines.add(entry("reads", ""));
        new DependencyTree(catalog, tview).lines().forEach(line -> lines.add("  " + line));
        lines.add(entry("read by", readBy.isEmpty() ? "no view" : Quantity.some(readBy, NAMES)));
        triggers(listed.triggers(), lines);
        if (known != null) {
            relations(known, lines);
        }
        lines.add(entry("definition", definition instanceof Fact.Known ? "" : "? " + definition.reason()));
        definition.orElse("").lines().forEach(line -> lines.add("  " + line));
        return lines;
    }

    static String entry(String name, String text) {
        return String.format(Locale.ROOT, "%-12s%s", name, text).stripTrailing();
    }

    private static String size(RelationFacts known) {
        Long rows = known.rows();
        Long table = known.tableBytes();
        Long indexes = known.indexBytes();
        String counted = rows == null ? "rows never counted" : "about " + Quantity.of(rows, "row");
        if (table == null || indexes == null) {
            return counted + " · ? somebody has the table for himself   → queue";
        }
        return counted + " · " + Bytes.shown(table + indexes) + " (table " + Bytes.shown(table) + ", "
                + Quantity.of(known.indexes().size(), "index", "indexes") + " " + Bytes.shown(indexes) + ")";
    }

    private String drift() {
        if (drift instanceof Fact.Known<Drift> known) {
            return known.value().none()
                    ? "none in " + Quantity.of(known.value().rows(), "row")
                    : "✗ " + known.value().shown() + " of "
                            + Quantity.of(known.value().rows(), "row") + "   → refresh " + tview.entity();
        }
        return "? " + drift.reason() + "   → drift " + tview.entity();
    }

    private static String newest(RelationFacts known) {
        if (known.newest() instanceof Fact.Known<@Nullable String> newest) {
            String moment = newest.value();
            return moment == null
                    ? "the table is empty"
                    : Moment.shown(moment)
                            + ", the newest updated_at: when the extension last wrote a row; a refresh sets it in all";
        }
        return "? " + known.newest().reason();
    }

    private static String activity(RelationFacts.Activity counted) {
        String since = counted.since();
        return String.format(
                Locale.ROOT,
                "%,d inserted, %,d updated, %,d deleted %s (statistics; a crash empties them)",
                counted.inserted(),
                counted.updated(),
                counted.deleted(),
                since == null ? "in all" : "since " + Moment.shown(since));
    }

    static void triggers(List<TriggerState> triggers, List<String> lines) {
        String name = "triggers";
        if (triggers.isEmpty()) {
            lines.add(entry(name, "none"));
        }
        for (TriggerState trigger : triggers) {
            lines.add(entry(
                    name,
                    trigger.name() + " on " + trigger.table() + " fires " + TriggersCommand.words(trigger.firing())
                            + (trigger.partitionClone() ? ", copy on a partition" : "")));
            name = "";
        }
    }

    private static void relations(RelationFacts known, List<String> lines) {
        String name = "indexes";
        for (RelationFacts.Index index : known.indexes()) {
            String shown = index.definition().isEmpty() ? index.name() : index.definition();
            lines.add(entry(name, shown + (index.valid() ? "" : "   ✗ not valid")));
            name = "";
        }
        name = "grants";
        for (RelationFacts.Grant grant : known.grants()) {
            lines.add(entry(
                    name,
                    grant.grantee() + ": " + String.join(", ", grant.privileges())
                            + (grant.ofView() ? " on the view" : "")));
            name = "";
        }
        if (known.grants().isEmpty()) {
            lines.add(entry(name, "the owner only"));
        }
    }

    Outcome outcome() {
        Map<String, Object> document = CatalogDocument.head(catalog);
        Map<String, @Nullable Object> json = new LinkedHashMap<>(listed.toJson());
        json.put("reads", tview.reads().stream().map(QualifiedName::toString).toList());
        json.put(
                "unfollowed",
                tview.unfollowed().stream()
                        .map(table -> Map.of(
                                "table",
                                table.table().toString(),
                                "reason",
                                table.reason().words()))
                        .toList());
        json.put("after", tview.after());
        json.put("readBy", readBy);
        json.put("tree", new DependencyTree(catalog, tview).toJson());
        json.put("drift", drift.optional().orElse(null));
        json.put("driftReason", drift.reason());
        json.put("lastRefresh", refresh.map(LastRefresh::toJson).orElse(null));
        json.put("definition", definition.optional().orElse(null));
        RelationFacts known = facts.optional().orElse(null);
        if (known != null) {
            json.put("owner", known.owner());
            json.put("viewOwner", known.viewOwner());
            json.put("comment", known.comment());
            json.put("rows", known.rows());
            json.put("tableBytes", known.tableBytes());
            json.put("indexBytes", known.indexBytes());
            json.put("newestUpdatedAt", known.newest().optional().orElse(null));
            json.put("activity", known.activity());
            json.put("indexes", known.indexes());
            json.put("grants", known.grants());
        }
        document.put("tview", json);
        return Outcome.done(
                document,
                List.of(
                        listed.stable(),
                        "reads " + tview.reads(),
                        "drift " + drift.map(Drift::shown).orElse("undetermined")));
    }
}
