package dev.tvsh.commands.listing;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Ref;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks how large tables are, all of them in one query. */
final class TableSizes {
    private final SqlRunner sql;

    TableSizes(SqlRunner sql) {
        this.sql = sql;
    }

    /** The tables of these TVIEWs; those that cannot be told are missing. */
    Fact<Map<QualifiedName, TableSize>> of(List<Listed> tviews) {
        List<QualifiedName> tables =
                tviews.stream().flatMap(tview -> tview.table().stream()).toList();
        if (tables.isEmpty()) {
            return Fact.known(Map.of());
        }
        return ask(Map.of(
                "schemas",
                Literal.ofTexts(tables.stream().map(QualifiedName::schema).toList()),
                "tables",
                Literal.ofTexts(tables.stream().map(QualifiedName::name).toList())));
    }

    /** The tables of all TVIEWs. */
    Fact<Map<QualifiedName, TableSize>> ofAll(TviewCatalog catalog) {
        Map<String, Ref> values = new HashMap<>();
        catalog.extension()
                .flatMap(extension -> extension.registrations().optional())
                .ifPresent(registrations -> values.put("meta", registrations));
        return ask(values);
    }

    private Fact<Map<QualifiedName, TableSize>> ask(Map<String, ? extends Ref> values) {
        return Fact.ask(() -> {
            Map<QualifiedName, TableSize> sizes = new HashMap<>();
            sql.each(
                    "sql/listing/sizes.sql.vm",
                    values,
                    row -> sizes.put(
                            new QualifiedName(row.text("schema"), row.text("name")),
                            new TableSize(number(row, "rows"), number(row, "bytes"))));
            return sizes;
        });
    }

    private static @Nullable Long number(Row row, String column) {
        String text = row.nullable(column);
        return text == null ? null : Long.valueOf(text);
    }
}
