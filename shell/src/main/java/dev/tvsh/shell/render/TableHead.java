package dev.tvsh.shell.render;

import dev.tvsh.commands.connection.Column;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a table before its first row.
 *
 * @param title stands above it; null for none
 * @param headings the names of the columns
 * @param types the OIDs of the columns' types; 0 for text
 */
public record TableHead(@Nullable String title, List<String> headings, List<Integer> types) {

    /** int8, int2, int4, oid, xid, cid, float4, float8, money, numeric, xid8; source: PostgreSQL's pg_type. */
    private static final Set<Integer> NUMBERS = Set.of(20, 21, 23, 26, 28, 29, 700, 701, 790, 1700, 5069);

    public TableHead {
        headings = List.copyOf(headings);
        types = List.copyOf(types);
    }

    /** For each column whether its values stand to the right, as numbers do. */
    List<Boolean> rightAligned() {
        return types.stream().map(NUMBERS::contains).toList();
    }

    boolean isRight(int column) {
        return NUMBERS.contains(types.get(column));
    }

    /** The head of a query's result. */
    public static TableHead of(@Nullable String title, List<Column> columns) {
        return new TableHead(
                title,
                columns.stream().map(Column::name).toList(),
                columns.stream().map(Column::typeOid).toList());
    }

    /** The head of a table of texts. */
    public static TableHead ofTexts(@Nullable String title, List<String> headings) {
        return new TableHead(title, headings, Collections.nCopies(headings.size(), 0));
    }
}
