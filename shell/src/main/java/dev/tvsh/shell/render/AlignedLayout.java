package dev.tvsh.shell.render;

import java.util.Arrays;
import java.util.List;

/** psql's aligned and wrapped formats: a line for each row, or several where a cell has several or does not fit. */
final class AlignedLayout {

    private final TableHead head;
    private final PrintSettings settings;
    private final Output out;
    private final int screen;
    private final int border;
    private final int columns;
    private final LineStyle style;
    private final List<CellText> headings;

    AlignedLayout(TableHead head, PrintSettings settings, Output out, int screen) {
        this.head = head;
        this.settings = settings;
        this.out = out;
        this.screen = screen;
        this.border = Math.min(2, settings.border());
        this.columns = head.headings().size();
        this.style = settings.lineStyle();
        this.headings = head.headings().stream().map(CellText::of).toList();
    }

    void print(MeasuredTable.Piece piece) {
        int[] widths = wrapped(piece.rows());
        PrintBuffer text = new PrintBuffer(out);
        if (piece.first() && !settings.tuplesOnly()) {
            title(text, total(widths));
            if (border == 2) {
                rule(text, style.top(), widths);
            }
            heading(text, widths);
            rule(text, style.middle(), widths);
        }
        AlignedRow row = new AlignedRow(style, border, head.rightAligned(), widths);
        piece.rows().each(cells -> {
            row.print(text, cells);
            text.rowEnd();
        });
        if (piece.last()) {
            if (border == 2) {
                rule(text, style.bottom(), widths);
            }
            long count = piece.before() + piece.rows().rows();
            TablePrinters.footers(settings, piece.footers(), count)
                    .forEach(footer -> text.add(footer).add("\n"));
            text.add("\n");
        }
        text.flush();
    }

    /**
     * How many lines the rows take, counted as psql does where it decides about the pager: one more than heading and rows by
     * their highest cells, and without end if a line is wider than the screen.
     */
    long lines(MeasuredRows rows) {
        int[] widths = wrapped(rows);
        int[] least = headings.stream().mapToInt(CellText::width).toArray();
        if (screen > 0 && (screen < total(least) || screen < total(widths))) {
            return Integer.MAX_VALUE;
        }
        long[] lines = {rows.rows() + headingHeight() + 1};
        boolean oneLineEach = !rows.multiline() && Arrays.equals(widths, MeasuredTable.widest(headings, rows.widths()));
        if (!oneLineEach) {
            rows.each(cells -> lines[0] += furtherLines(cells, widths));
        }
        return lines[0];
    }

    private static int furtherLines(List<CellText> cells, int[] widths) {
        int most = 0;
        for (int i = 0; i < widths.length; i++) {
            CellText cell = cells.get(i);
            if (cell.width() > 0 && widths[i] > 0) {
                most = Math.max(
                        most, (cell.width() - 1) / widths[i] + cell.lines().size() - 1);
            }
        }
        return most;
    }

    /** The width of a line of cells with these widths. */
    int total(int[] widths) {
        int frame = switch (border) {
            case 0 -> columns;
            case 1 -> columns * 3 - (columns > 0 ? 1 : 0);
            default -> columns * 3 + 1;
        };
        return frame + Arrays.stream(widths).sum();
    }

    /**
     * The widths that the columns get: as wide as their cells; in the wrapped format, if that is wider than the screen, the
     * column that has the widest cell in relation to its average loses one after the other.
     */
    int[] wrapped(MeasuredRows rows) {
        int[] widths = MeasuredTable.widest(headings, rows.widths());
        int[] least = headings.stream().mapToInt(CellText::width).toArray();
        boolean wraps = settings.format() == PrintSettings.Format.WRAPPED && screen > 0 && screen >= total(least);
        if (!wraps) {
            return widths;
        }
        long[] averages = rows.averages();
        int[] most = widths.clone();
        for (int total = total(widths); total > screen; total--) {
            int worst = -1;
            double worstRatio = 0;
            for (int i = 0; i < columns; i++) {
                if (averages[i] > 0 && widths[i] > least[i]) {
                    double ratio = (double) widths[i] / averages[i] + most[i] * 0.01;
                    if (ratio > worstRatio) {
                        worstRatio = ratio;
                        worst = i;
                    }
                }
            }
            if (worst < 0) {
                break;
            }
            widths[worst]--;
        }
        return widths;
    }

    private void title(PrintBuffer text, int total) {
        String title = head.title();
        if (title != null) {
            int free = Math.max(0, total - CellText.of(title).width());
            text.add(" ".repeat(free / 2)).add(title).add("\n");
        }
    }

    private void heading(PrintBuffer text, int[] widths) {
        int height = headingHeight();
        for (int line = 0; line < height; line++) {
            text.add(border == 2 ? style.data().left() : "");
            for (int i = 0; i < columns; i++) {
                boolean leftMark = border != 0 || (!style.rightMarks() && i > 0);
                text.add(!leftMark ? "" : line > 0 ? style.headingMarks().left() : " ");
                headingLine(text, headings.get(i), line, widths[i]);
                boolean more = headings.get(i).hasLine(line + 1);
                boolean rightMark = border != 0 || style.rightMarks();
                text.add(!rightMark ? "" : more ? style.headingMarks().right() : " ");
                text.add(border != 0 && i < columns - 1 ? style.data().middle() : "");
            }
            text.add(border == 2 ? style.data().right() : "").add("\n");
        }
    }

    private int headingHeight() {
        return headings.stream()
                .mapToInt(heading -> heading.lines().size())
                .max()
                .orElse(0);
    }

    private static void headingLine(PrintBuffer text, CellText heading, int line, int width) {
        if (!heading.hasLine(line)) {
            text.add(" ".repeat(width));
            return;
        }
        int free = Math.max(0, width - heading.widths().get(line));
        text.add(" ".repeat(free / 2)).add(heading.lines().get(line)).add(" ".repeat((free + 1) / 2));
    }

    private void rule(PrintBuffer text, LineStyle.Rule rule, int[] widths) {
        text.add(border == 2 ? rule.left() : "").add(border > 0 ? rule.line() : "");
        for (int i = 0; i < columns; i++) {
            text.add(rule.line().repeat(widths[i]));
            if (i < columns - 1) {
                text.add(border == 0 ? " " : rule.line() + rule.middle() + rule.line());
            }
        }
        text.add(border > 0 ? rule.line() : "")
                .add(border == 2 ? rule.right() : "")
                .add("\n");
    }
}
