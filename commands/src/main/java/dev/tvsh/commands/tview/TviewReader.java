package dev.tvsh.commands.tview;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Ref;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which TVIEWs are registered, inside of the snapshot. */
final class TviewReader {
    private final SqlRunner sql;
    private final ReadGraph graph;
    private final RefreshOrder order;
    private final WritePaths paths;
    private final Map<String, List<Relation>> dependencies = new HashMap<>();
    private final Map<String, Integer> goneDependencies = new HashMap<>();
    private final Set<String> entities = new HashSet<>();
    private final List<Dangling> dangling = new ArrayList<>();
    private final List<QualifiedName> notRefreshable = new ArrayList<>();
    private final List<Whole> whole = new ArrayList<>();

    TviewReader(SqlRunner sql, ReadGraph graph, WritePaths paths) {
        this.sql = sql;
        this.graph = graph;
        this.order = new RefreshOrder(graph);
        this.paths = paths;
    }

    /**
     * What the metadata holds.
     *
     * @param entities the entities of all registrations
     * @param tviews the registered TVIEWs that are whole, by entity
     * @param dangling registrations that are not whole, by entity
     * @param notRefreshable the tables that the role of the session may not fill again
     */
    record Found(
            Set<String> entities, List<Tview> tviews, List<Dangling> dangling, List<QualifiedName> notRefreshable) {
        /** Where there is no extension. */
        static Found nothing() {
            return new Found(Set.of(), List.of(), List.of(), List.of());
        }
    }

    /** A registration whose table and view exist. */
    private record Whole(
            String entity,
            QualifiedName table,
            QualifiedName view,
            List<String> tableColumns,
            List<String> viewColumns) {}

    Found read(Ref registrations) {
        Map<String, Ref> values = Map.of("meta", registrations);
        sql.each("sql/tview/dependencies.sql.vm", values, this::dependency);
        sql.each("sql/tview/registrations.sql.vm", values, this::registration);
        whole.sort(Comparator.comparing(Whole::entity));
        dangling.sort(Comparator.comparing(Dangling::entity));
        return new Found(
                Set.copyOf(entities),
                whole.stream().map(this::tview).toList(),
                List.copyOf(dangling),
                List.copyOf(notRefreshable));
    }

    private void dependency(Row row) {
        String entity = row.text("entity");
        QualifiedName table = name(row, "schema", "name");
        if (table == null) {
            goneDependencies.merge(entity, 1, Integer::sum);
        } else {
            Relation.Kind kind = row.flag("partitioned") ? Relation.Kind.PARTITIONED : Relation.Kind.TABLE;
            dependencies.computeIfAbsent(entity, key -> new ArrayList<>(2)).add(new Relation(table, kind));
        }
    }

    private void registration(Row row) {
        String entity = row.text("entity");
        entities.add(entity);
        QualifiedName table = name(row, "table_schema", "table_name");
        QualifiedName view = name(row, "view_schema", "view_name");
        List<String> gone = new ArrayList<>();
        if (table == null) {
            gone.add("its table");
        }
        if (view == null) {
            gone.add("its view");
        }
        int missing = goneDependencies.getOrDefault(entity, 0);
        if (missing > 0) {
            gone.add(missing + (missing == 1 ? " dependency" : " dependencies"));
        }
        if (!gone.isEmpty()) {
            dangling.add(new Dangling(entity, gone));
        }
        if (table == null || view == null) {
            return;
        }
        order.tview(entity, table, view);
        paths.tview(entity, table, dependencies.getOrDefault(entity, List.of()), row.texts("fk_columns"));
        whole.add(new Whole(entity, table, view, row.texts("table_columns"), row.texts("view_columns")));
        if (!row.flag("refreshable")) {
            notRefreshable.add(table);
        }
    }

    private static @Nullable QualifiedName name(Row row, String schema, String name) {
        String text = row.nullable(name);
        return text == null ? null : new QualifiedName(row.text(schema), text);
    }

    private Tview tview(Whole found) {
        String entity = found.entity();
        List<String> common = found.viewColumns().stream()
                .filter(found.tableColumns()::contains)
                .toList();
        List<Relation> reads = graph.tablesBehind(found.view());
        return new Tview(
                entity,
                found.table(),
                found.view(),
                names(dependencies.getOrDefault(entity, List.of())),
                found.viewColumns(),
                key(entity, common),
                common.contains("data"),
                names(reads),
                paths.unfollowed(entity, reads),
                order.entitiesBefore(entity),
                order.level(entity));
    }

    private static List<QualifiedName> names(List<Relation> relations) {
        return relations.stream().map(Relation::name).toList();
    }

    private static Optional<String> key(String entity, List<String> columns) {
        String usual = "pk_" + entity;
        if (columns.contains(usual)) {
            return Optional.of(usual);
        }
        return columns.stream().filter(column -> column.startsWith("pk_")).findFirst();
    }
}
