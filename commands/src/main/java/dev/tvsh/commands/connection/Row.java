package dev.tvsh.commands.connection;

import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A row of a query that tvsh itself asked.
 *
 * @param columns the columns of the result
 * @param cells the values as text, null for NULL
 */
public record Row(List<Column> columns, List<@Nullable String> cells) {

    /** The value of a column that may be NULL. */
    public @Nullable String nullable(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return cells.get(i);
            }
        }
        throw new NoSuchElementException("the result has no column " + column);
    }

    /** The value of a column that is never NULL. */
    public String text(String column) {
        String value = nullable(column);
        if (value == null) {
            throw new NoSuchElementException("column " + column + " is NULL");
        }
        return value;
    }

    public long number(String column) {
        return Long.parseLong(text(column));
    }

    public boolean flag(String column) {
        return text(column).equals("t");
    }

    /** The elements of a column of type {@code text[]}, which the query must hand over as {@code to_json}. */
    public List<String> texts(String column) {
        return JsonTexts.parse(text(column));
    }
}
