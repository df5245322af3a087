package dev.tvsh.shell.render;

import dev.tvsh.commands.connection.DataRow;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * psql's aligned and wrapped formats, as a table or, expanded, as a list of columns for each row. The widths are those of all
 * rows, or of as many as {@code FETCH_COUNT} says, which are then printed before the next are taken. What goes to a pager and
 * is too much for the memory is printed in pieces as well.
 */
final class MeasuredTable implements TablePrinter {

    private final TableHead head;
    private final PrintSettings settings;
    private final int screen;
    private final Output out;
    private final AlignedLayout aligned;
    private final ExpandedLayout expanded;
    private final DataRow texts = new DataRow();
    private MeasuredRows rows;
    private long before;
    private boolean begun;

    /** {@code screen} is the width that lines must fit into; 0 if there is none. */
    MeasuredTable(TableHead head, PrintSettings settings, Output out, int screen) {
        this.head = head;
        this.settings = settings;
        this.out = out;
        this.screen = settings.columns() > 0 ? settings.columns() : screen;
        this.aligned = new AlignedLayout(head, settings, out, this.screen);
        this.expanded = new ExpandedLayout(head, settings, out, this.screen);
        this.rows = new MeasuredRows(new int[head.headings().size()], settings.nullText());
    }

    @Override
    public void row(List<@Nullable String> cells) {
        texts.set(cells);
        data(texts);
    }

    @Override
    public void data(DataRow row) {
        rows.add(row);
        if (rows.rows() == settings.pieceRows()) {
            printPiece(new int[head.headings().size()]);
        } else if (rows.full() && out.paging().active()) {
            printPiece(rows.widths());
        }
    }

    /** @param least the widths that the columns have from here on at least */
    private void printPiece(int[] least) {
        out.paging().lines(Integer.MAX_VALUE);
        print(false, List.of());
        before += rows.rows();
        rows.close();
        rows = new MeasuredRows(least, settings.nullText());
        begun = true;
    }

    @Override
    public void end(List<String> footers) {
        print(true, footers);
        rows.close();
    }

    @Override
    public void abandon() {
        rows.close();
    }

    private void print(boolean last, List<String> footers) {
        Piece piece = new Piece(rows, before, !begun, last, footers);
        boolean vertical = settings.expanded() == PrintSettings.Expanded.ON || tooWide();
        decidePaging(vertical, TablePrinters.given(settings, footers).size());
        if (vertical) {
            expanded.print(piece);
        } else {
            aligned.print(piece);
        }
    }

    private void decidePaging(boolean vertical, int footerLines) {
        Paging paging = out.paging();
        paging.lines((vertical ? (head.headings().size() + 1) * rows.rows() : rows.rows() + 1) + footerLines);
        if (!vertical && paging.undecided()) {
            paging.lines(aligned.lines(rows) + footerLines);
        }
        paging.fits();
    }

    private boolean tooWide() {
        boolean matters = settings.expanded() == PrintSettings.Expanded.AUTO
                && screen > 0
                && head.headings().size() > 1;
        return matters && screen < aligned.total(aligned.wrapped(rows));
    }

    /**
     * Rows that are printed together.
     *
     * @param before how many rows were printed before them
     * @param first whether nothing of the table was printed before
     * @param last whether nothing comes behind them
     * @param footers lines below the table; empty for the number of rows
     */
    record Piece(MeasuredRows rows, long before, boolean first, boolean last, List<String> footers) {}

    /** The widths of headings and cells together. */
    static int[] widest(List<CellText> headings, int[] cells) {
        return IntStream.range(0, cells.length)
                .map(i -> Math.max(headings.get(i).width(), cells[i]))
                .toArray();
    }
}
