package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.drift.RowHash;
import dev.tvsh.commands.tview.drift.RowView;
import dev.tvsh.commands.tview.manifest.ManifestRecorder.Contents;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts rows and sums them up, a few tables in one statement. A row counts as equal where its values are equal to their
 * types, so that {@code 1.0} is {@code 1.00}; types that this release does not know are compared as text.
 */
final class ContentReader implements AutoCloseable {
    private static final int TABLES_AT_A_TIME = 50;

    private final SqlRunner own;
    private final RowView rows;
    private final Contents contents;

    /** Reads in another session than this one. */
    ContentReader(SqlRunner sql, RowView rows, Contents contents) {
        this.own = sql.another();
        this.rows = rows;
        this.contents = contents;
        own.lookOnly();
        own.run("sql/tview/content-settings.sql.vm", Map.of());
    }

    private boolean sums() {
        return contents == Contents.SUMMED;
    }

    /** All of them, in their order; what cannot be read is null, and told to {@code unknowns}. */
    List<Manifest.TableRows> read(Collection<QualifiedName> tables, Unknowns unknowns) {
        List<Manifest.TableRows> read = new ArrayList<>();
        if (tables.isEmpty()) {
            return read;
        }
        Map<QualifiedName, List<Map<String, ?>>> columns = sums() ? columns(tables) : Map.of();
        List<QualifiedName> all = List.copyOf(tables);
        for (int from = 0; from < all.size(); from += TABLES_AT_A_TIME) {
            List<QualifiedName> part = all.subList(from, Math.min(from + TABLES_AT_A_TIME, all.size()));
            Fact<Map<QualifiedName, Manifest.TableRows>> together = ask(part, columns);
            for (QualifiedName table : part) {
                // Where one of them fails, the others are asked again without it.
                Fact<Map<QualifiedName, Manifest.TableRows>> answer =
                        together instanceof Fact.Known || part.size() == 1 ? together : ask(List.of(table), columns);
                Manifest.TableRows found = unknowns.orNull(
                        "rows of " + table,
                        answer.map(byName -> byName.getOrDefault(table, new Manifest.TableRows(table, 0L, null))));
                read.add(found == null ? new Manifest.TableRows(table, null, null) : found);
            }
        }
        return read;
    }

    private Map<QualifiedName, List<Map<String, ?>>> columns(Collection<QualifiedName> tables) {
        boolean binary = RowHash.binary(own);
        Map<QualifiedName, List<Map<String, ?>>> columns = new HashMap<>();
        own.each(
                "sql/tview/content-columns.sql.vm",
                Map.of(
                        "schemas",
                        Literal.ofTexts(
                                tables.stream().map(QualifiedName::schema).toList()),
                        "tables",
                        Literal.ofTexts(tables.stream().map(QualifiedName::name).toList()),
                        "hashedTypes",
                        RowHash.types(own)),
                row -> columns.computeIfAbsent(ManifestRecorder.name(row), name -> new ArrayList<>())
                        .add(Map.of(
                                "name",
                                Identifier.of(row.text("column")),
                                "text",
                                !binary || row.flag("as_text"),
                                "row",
                                row.flag("as_row"),
                                "collated",
                                row.flag("collated"))));
        return columns;
    }

    private Fact<Map<QualifiedName, Manifest.TableRows>> ask(
            List<QualifiedName> tables, Map<QualifiedName, List<Map<String, ?>>> columns) {
        boolean binary = RowHash.binary(own);
        List<Map<String, Object>> values = tables.stream()
                .map(table -> Map.<String, Object>of(
                        "schema", Literal.of(table.schema()),
                        "name", Literal.of(table.name()),
                        "relation", table.identifier(),
                        "columns", columns.getOrDefault(table, List.of())))
                .toList();
        return Fact.ask(() -> rows.read(own, () -> {
            Map<QualifiedName, Manifest.TableRows> read = new HashMap<>();
            for (Row row : own.query(
                    "sql/tview/contents.sql.vm", Map.of("tables", values, "binary", binary, "summed", sums()))) {
                QualifiedName table = ManifestRecorder.name(row);
                read.put(
                        table, new Manifest.TableRows(table, row.number("rows"), content(row.nullable("sum"), binary)));
            }
            return read;
        }));
    }

    /** Large objects; who may not read them all only counts them. */
    Manifest.LargeObjects largeObjects() {
        return rows.read(own, () -> {
            Row row = own.one(
                    "sql/tview/large-objects.sql.vm",
                    Map.of("readable", own.info().superuser()));
            return new Manifest.LargeObjects(row.number("objects"), row.nullable("sum"));
        });
    }

    @Override
    public void close() {
        own.close();
    }

    private static @Nullable String content(@Nullable String sum, boolean binary) {
        return sum == null ? null : (binary ? "rows " : "texts ") + sum;
    }
}
