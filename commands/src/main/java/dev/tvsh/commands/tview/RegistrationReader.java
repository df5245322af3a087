package dev.tvsh.commands.tview;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the registrations, and what stands behind their views. */
final class RegistrationReader {
    /** Few enough that the locks on all tables behind so many views find room in any server's lock table. */
    private static final int VIEWS_AT_A_TIME = 500;

    private final SqlRunner sql;
    private final RefreshOrder order = new RefreshOrder();

    RegistrationReader(SqlRunner sql) {
        this.sql = sql;
    }

    /** The registrations; to be called inside of the snapshot. */
    Found find(Identifier metadata) {
        Found found = Found.nothing();
        sql.stream("sql/tview/registrations.sql.vm", Map.of("meta", metadata), row -> add(row, found));
        for (Row row : sql.query("sql/tview/reads.sql.vm", Map.of("meta", metadata))) {
            order.reads(
                    new QualifiedName(row.text("from_schema"), row.text("from_name")),
                    new QualifiedName(row.text("to_schema"), row.text("to_name")),
                    row.flag("to_view"));
        }
        return found;
    }

    private void add(Row row, Found found) {
        String entity = row.text("entity");
        found.entities.add(entity);
        QualifiedName table = name(row, "table_schema", "table_name");
        QualifiedName view = name(row, "view_schema", "view_name");
        List<String> schemas = row.texts("dependency_schemas");
        List<String> names = row.texts("dependency_names");
        List<QualifiedName> dependencies = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            dependencies.add(new QualifiedName(schemas.get(i), names.get(i)));
        }

        List<String> gone = new ArrayList<>();
        if (table == null) {
            gone.add("its table");
        }
        if (view == null) {
            gone.add("its view");
        }
        long missing = row.number("dependency_count") - names.size();
        if (missing > 0) {
            gone.add(missing + (missing == 1 ? " dependency" : " dependencies"));
        }
        if (!gone.isEmpty()) {
            found.dangling.add(new Dangling(entity, gone));
        }
        if (table == null || view == null) {
            return;
        }
        Registration registration = new Registration(
                entity,
                table,
                view,
                row.text("definition"),
                dependencies,
                row.texts("fk_columns"),
                row.texts("uuid_fk_columns"),
                row.texts("dependency_types"),
                row.texts("dependency_paths"),
                row.texts("array_match_keys"),
                row.text("created_at"));
        order.tview(registration);
        found.tables.add(table);
        found.whole.add(
                new Whole(registration, row.text("view_oid"), row.texts("view_columns"), row.texts("table_columns")));
    }

    private static @Nullable QualifiedName name(Row row, String schema, String name) {
        String text = row.nullable(name);
        return text == null ? null : new QualifiedName(row.text(schema), text);
    }

    /** Adds the definitions of the views and the order; to be called outside of any transaction. */
    List<Tview> complete(Found found) {
        List<Tview> tviews = new ArrayList<>();
        for (int from = 0; from < found.whole.size(); from += VIEWS_AT_A_TIME) {
            List<Whole> part = found.whole.subList(from, Math.min(from + VIEWS_AT_A_TIME, found.whole.size()));
            Fact<Map<String, String>> definitions = definitions(part);
            for (Whole whole : part) {
                tviews.add(tview(whole, definitions));
            }
        }
        return List.copyOf(tviews);
    }

    private Fact<Map<String, String>> definitions(List<Whole> part) {
        Literal views = Literal.ofTexts(part.stream().map(Whole::viewOid).toList());
        sql.run("sql/server/begin-read-only.sql.vm", Map.of());
        sql.run("sql/server/empty-path.sql.vm", Map.of());
        Fact<Map<String, String>> definitions = Fact.ask(() -> {
            Map<String, String> texts = new HashMap<>();
            for (Row row : sql.query("sql/tview/view-definitions.sql.vm", Map.of("views", views))) {
                String text = row.nullable("definition");
                if (text != null) {
                    texts.put(row.text("view_oid"), text);
                }
            }
            return texts;
        });
        sql.run("sql/server/rollback.sql.vm", Map.of());
        return definitions;
    }

    private Tview tview(Whole whole, Fact<Map<String, String>> definitions) {
        Registration registration = whole.registration();
        Fact<String> definition = definitions.map(texts -> texts.getOrDefault(whole.viewOid(), ""));
        if (definition instanceof Fact.Known<String> known && known.value().isEmpty()) {
            definition = Fact.undetermined(registration.view() + " was dropped while it was looked at");
        }
        List<String> common = whole.viewColumns().stream()
                .filter(whole.tableColumns()::contains)
                .toList();
        return new Tview(
                registration,
                definition,
                whole.viewColumns(),
                key(registration.entity(), common),
                common.contains("data"),
                order.tablesBehind(registration.view()),
                order.entitiesBefore(registration.entity()),
                order.level(registration.entity()));
    }

    private static Optional<String> key(String entity, List<String> columns) {
        String usual = "pk_" + entity;
        if (columns.contains(usual)) {
            return Optional.of(usual);
        }
        return columns.stream().filter(column -> column.startsWith("pk_")).findFirst();
    }

    /** A registration whose table and view exist. */
    private record Whole(
            Registration registration, String viewOid, List<String> viewColumns, List<String> tableColumns) {}

    /** What the metadata holds, before the views are looked into. */
    static final class Found {
        private final Set<String> entities = new HashSet<>();
        private final Set<QualifiedName> tables = new HashSet<>();
        private final List<Dangling> dangling = new ArrayList<>();
        private final List<Whole> whole = new ArrayList<>();

        static Found nothing() {
            return new Found();
        }

        /** The entities of all registrations. */
        Set<String> entities() {
            return entities;
        }

        /** The tables of those registrations that are whole. */
        Set<QualifiedName> tables() {
            return tables;
        }

        List<Dangling> dangling() {
            return List.copyOf(dangling);
        }
    }
}
