package dev.tvsh.shell.render;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints one result, row by row. */
public interface TablePrinter {

    /** Takes the next row; null stands for NULL. */
    void row(List<@Nullable String> cells);

    /**
     * The last row has been told.
     *
     * @param footers lines below the table, instead of the number of rows; empty for the number of rows
     */
    void end(List<String> footers);
}
