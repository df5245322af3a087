package dev.tvsh.shell.render;

import dev.tvsh.commands.connection.DataRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints one result, row by row. */
public interface TablePrinter {

    /** Takes the next row; null stands for NULL. */
    void row(List<@Nullable String> cells);

    /** Takes the next row as the server sends it; it is valid until this returns. */
    default void data(DataRow row) {
        row(row.texts());
    }

    /**
     * The last row has been told.
     *
     * @param footers lines below the table, instead of the number of rows; empty for the number of rows
     */
    void end(List<String> footers);

    /** There is no end: an error came instead. What has not been printed is dropped. */
    default void abandon() {}
}
