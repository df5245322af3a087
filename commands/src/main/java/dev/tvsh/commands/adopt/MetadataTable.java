package dev.tvsh.commands.adopt;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.adopt.MetadataColumn.Kind;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The extension's table of registrations, with the columns that it really has: they are not the same in all releases.
 *
 * @param columns those that a registration fills
 */
public record MetadataTable(QualifiedName name, List<MetadataColumn> columns) {

    public MetadataTable {
        columns = List.copyOf(columns);
    }

    /**
     * Looks at the columns.
     *
     * @throws TvshException with {@link ExitCode#REFUSED} if a registration cannot be written there
     */
    public static MetadataTable read(SqlRunner sql, QualifiedName name) {
        List<MetadataColumn> columns = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (Row row : sql.query(
                "sql/adopt/columns.sql.vm",
                Map.of("schema", Literal.of(name.schema()), "name", Literal.of(name.name())))) {
            String column = row.text("name");
            MetadataColumn.of(column).ifPresentOrElse(columns::add, () -> {
                if (row.flag("required")) {
                    unknown.add(column + " " + row.text("type"));
                }
            });
        }
        MetadataTable table = new MetadataTable(name, columns);
        boolean complete = table.has(Kind.ENTITY) && (table.has(Kind.TABLE) || table.has(Kind.TABLE_NAME));
        if (!unknown.isEmpty() || !complete) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    name + " cannot be filled: "
                            + (unknown.isEmpty()
                                    ? "it has no column for the entity and its table"
                                    : "nothing is known of its column " + String.join(", ", unknown)),
                    List.of("Nothing was changed. This is a release of pg_tviews that this tvsh does not know."));
        }
        return table;
    }

    private boolean has(Kind kind) {
        return columns.stream().anyMatch(column -> column.kind() == kind);
    }

    /** What every template needs that names this table. */
    Map<String, Object> values() {
        MetadataColumn key = columns.stream()
                .filter(column -> column.kind() == Kind.ENTITY)
                .findFirst()
                .orElseThrow();
        Map<String, Object> values = new HashMap<>();
        values.put("meta", name.identifier());
        values.put("key", Identifier.of(key.name()));
        values.put("byOid", has(Kind.TABLE));
        values.put("columns", columns.stream().map(MetadataColumn::values).toList());
        return values;
    }
}
