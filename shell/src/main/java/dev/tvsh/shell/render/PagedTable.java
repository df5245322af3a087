package dev.tvsh.shell.render;

import dev.tvsh.commands.connection.DataRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A result on the screen or, if it is longer than that, in the pager. */
final class PagedTable implements TablePrinter {

    private final TablePrinter table;
    private final int linesOfRow;
    private final PrintSettings settings;
    private final Paging paging;
    private long rows;

    /** @param linesOfRow how many lines a row counts; 0 if the table measures them itself */
    PagedTable(TablePrinter table, int linesOfRow, PrintSettings settings, Paging paging) {
        this.table = table;
        this.linesOfRow = linesOfRow;
        this.settings = settings;
        this.paging = paging;
    }

    @Override
    public void row(List<@Nullable String> cells) {
        if (!paging.left()) {
            table.row(cells);
            count();
        }
    }

    @Override
    public void data(DataRow row) {
        if (!paging.left()) {
            table.data(row);
            count();
        }
    }

    private void count() {
        rows++;
        if (linesOfRow > 0) {
            paging.lines(lines());
        }
    }

    /** As psql counts them; the heading is one. */
    private long lines() {
        return linesOfRow > 1 ? linesOfRow * rows : rows + 1;
    }

    @Override
    public void end(List<String> footers) {
        if (linesOfRow > 0) {
            paging.lines(lines() + TablePrinters.given(settings, footers).size());
            paging.fits();
        }
        table.end(footers);
        paging.end();
    }

    @Override
    public void abandon() {
        table.abandon();
        paging.end();
    }
}
