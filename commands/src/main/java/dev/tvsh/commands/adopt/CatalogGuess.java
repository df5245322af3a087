package dev.tvsh.commands.adopt;

import dev.tvsh.commands.adopt.AdoptionSource.Refusal;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Dangling;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Registration;
import dev.tvsh.commands.tview.Relation;
import dev.tvsh.commands.tview.TriggerState;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.ViewDefinitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Puts registrations together from what the catalogs have: the entity that a trigger was made for, the tables that carry it, and
 * the table and view of that name. What two TVIEWs could be meant by is refused, never chosen.
 */
final class CatalogGuess {

    private final SqlRunner sql;
    private final TviewCatalog catalog;
    private final Instant now;
    private final List<Refusal> refused = new ArrayList<>();

    CatalogGuess(SqlRunner sql, TviewCatalog catalog, Instant now) {
        this.sql = sql;
        this.catalog = catalog;
        this.now = now;
    }

    /** A table and a view that belong together by their names. */
    private record Pair(QualifiedName table, QualifiedName view, List<String> fkColumns, List<String> uuidFkColumns) {}

    AdoptionSource read() {
        SortedMap<String, SortedSet<QualifiedName>> tables = tablesWithTriggers();
        Map<String, Tview> registered =
                catalog.tviews().stream().collect(Collectors.toMap(Tview::entity, tview -> tview));
        Set<String> dangling = catalog.dangling().orElse(List.of()).stream()
                .map(Dangling::entity)
                .collect(Collectors.toSet());
        // What is registered and whole stays as it is: it knows more than names can tell.
        tables.entrySet().removeIf(entry -> {
            Tview tview = registered.get(entry.getKey());
            return tview != null
                    && tview.key().isPresent()
                    && !dangling.contains(entry.getKey())
                    && tview.dependencies().containsAll(entry.getValue());
        });
        Map<String, List<Pair>> pairs = tables.isEmpty() ? Map.of() : pairs();
        SortedMap<String, Pair> found = new TreeMap<>();
        tables.forEach((entity, its) -> pair(entity, its, pairs.getOrDefault(entity, List.of()), found));
        Map<QualifiedName, Fact<String>> definitions = new ViewDefinitions(sql)
                .of(found.values().stream().map(Pair::view).toList());
        List<Registration> registrations = new ArrayList<>();
        found.forEach((entity, pair) -> {
            Fact<String> definition = definitions.getOrDefault(pair.view(), Fact.undetermined("not asked for"));
            if (definition instanceof Fact.Known<String> known) {
                registrations.add(
                        registration(entity, pair, known.value(), tables.getOrDefault(entity, new TreeSet<>())));
            } else {
                refused.add(new Refusal(entity, "definition of " + pair.view() + ": " + definition.reason()));
            }
        });
        return AdoptionSource.guessed(registrations, refused);
    }

    private SortedMap<String, SortedSet<QualifiedName>> tablesWithTriggers() {
        SortedMap<String, SortedSet<QualifiedName>> tables = new TreeMap<>();
        for (TriggerState trigger : catalog.triggers()) {
            if (!trigger.partitionClone() && !trigger.entity().isEmpty()) {
                tables.computeIfAbsent(trigger.entity(), entity -> new TreeSet<>())
                        .add(trigger.table());
            }
        }
        return tables;
    }

    private Map<String, List<Pair>> pairs() {
        Map<String, List<Pair>> pairs = new HashMap<>();
        for (Row row : sql.query("sql/adopt/candidates.sql.vm", Map.of())) {
            Pair pair = new Pair(
                    new QualifiedName(row.text("schema"), row.text("table_name")),
                    new QualifiedName(row.text("schema"), row.text("view_name")),
                    row.texts("fk_columns"),
                    row.texts("uuid_fk_columns"));
            pairs.computeIfAbsent(row.text("entity"), entity -> new ArrayList<>(1))
                    .add(pair);
        }
        return pairs;
    }

    private void pair(String entity, Set<QualifiedName> tables, List<Pair> pairs, Map<String, Pair> found) {
        if (pairs.isEmpty()) {
            refused.add(new Refusal(
                    entity,
                    "no table tv_" + entity + " has a view v_" + entity + " beside it; triggers for it are on "
                            + shown(tables)));
        } else if (pairs.size() > 1) {
            refused.add(new Refusal(
                    entity,
                    "could be "
                            + pairs.stream()
                                    .map(pair -> pair.table().toString())
                                    .collect(Collectors.joining(" or "))));
        } else if (catalog.graph().tablesBehind(pairs.get(0).view()).stream()
                .map(Relation::name)
                .noneMatch(tables::contains)) {
            refused.add(new Refusal(
                    entity,
                    pairs.get(0).view() + " reads none of the tables whose triggers name it: " + shown(tables)));
        } else {
            found.put(entity, pairs.get(0));
        }
    }

    private static String shown(Set<QualifiedName> tables) {
        return tables.stream().map(QualifiedName::toString).collect(Collectors.joining(", "));
    }

    /** Types of dependencies count as scalar where none are registered; paths and match keys are then not looked at. */
    private Registration registration(String entity, Pair pair, String definition, Set<QualifiedName> tables) {
        return new Registration(
                entity,
                pair.table(),
                pair.view(),
                definition,
                List.copyOf(tables),
                pair.fkColumns(),
                pair.uuidFkColumns(),
                List.of(),
                List.of(),
                List.of(),
                now.toString());
    }
}
