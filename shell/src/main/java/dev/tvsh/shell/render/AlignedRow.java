package dev.tvsh.shell.render;

import java.util.List;

/** Prints the lines of one row of an aligned table: each cell goes on in the next line until all have ended. */
final class AlignedRow {

    private enum GoesOn {
        NO,
        WRAPPED,
        NEW_LINE
    }

    private final LineStyle style;
    private final int border;
    private final List<Boolean> rightAligned;
    private final int[] widths;
    private final int[] line;
    private final int[] offset;
    private final GoesOn[] goesOn;

    AlignedRow(LineStyle style, int border, List<Boolean> rightAligned, int[] widths) {
        this.style = style;
        this.border = border;
        this.rightAligned = rightAligned;
        this.widths = widths;
        this.line = new int[widths.length];
        this.offset = new int[widths.length];
        this.goesOn = new GoesOn[widths.length];
    }

    void print(PrintBuffer text, List<CellText> cells) {
        int last = widths.length - 1;
        boolean more = last >= 0;
        for (int i = 0; i <= last; i++) {
            line[i] = 0;
            offset[i] = 0;
            goesOn[i] = GoesOn.NO;
        }
        while (more) {
            more = false;
            text.add(border == 2 ? style.data().left() : "");
            for (int i = 0; i <= last; i++) {
                more |= cell(text, cells.get(i), i, border == 2 || i < last);
                if (border != 0 && i < last) {
                    text.add(divider(cells.get(i + 1), i + 1));
                }
            }
            text.add(border == 2 ? style.data().right() : "").add("\n");
        }
    }

    /** @return whether the cell goes on in the next line */
    private boolean cell(PrintBuffer text, CellText cell, int column, boolean padded) {
        if (border != 0) {
            text.add(mark(column, style.wrapMarks().left(), style.newlineMarks().left(), " "));
        }
        boolean more = false;
        int free = widths[column];
        if (!cell.hasLine(line[column])) {
            text.add(padded ? " ".repeat(free) : "");
            free = 0;
        } else {
            String whole = cell.lines().get(line[column]);
            boolean fits = offset[column] == 0 && cell.widths().get(line[column]) <= free;
            int end = fits ? whole.length() : DisplayWidth.fitting(whole, offset[column], free);
            int used = fits ? cell.widths().get(line[column]) : DisplayWidth.of(whole.substring(offset[column], end));
            free = Math.max(0, free - used);
            if (rightAligned.get(column)) {
                text.add(" ".repeat(free));
                free = 0;
            }
            text.add(whole.substring(offset[column], end));
            more = goOn(cell, column, end, whole.length());
        }
        goesOn[column] = !cell.hasLine(line[column])
                ? GoesOn.NO
                : offset[column] != 0 ? GoesOn.WRAPPED : line[column] != 0 ? GoesOn.NEW_LINE : GoesOn.NO;
        text.add(padded || goesOn[column] != GoesOn.NO ? " ".repeat(free) : "");
        text.add(mark(column, style.wrapMarks().right(), style.newlineMarks().right(), padded ? " " : ""));
        return more;
    }

    private boolean goOn(CellText cell, int column, int end, int length) {
        if (end < length) {
            offset[column] = end;
            return true;
        }
        offset[column] = 0;
        line[column]++;
        return cell.hasLine(line[column]);
    }

    private String mark(int column, String wrapped, String newLine, String none) {
        return switch (goesOn[column]) {
            case WRAPPED -> wrapped;
            case NEW_LINE -> newLine;
            case NO -> none;
        };
    }

    private String divider(CellText next, int column) {
        return switch (goesOn[column]) {
            case WRAPPED -> style.wrapped();
            case NEW_LINE -> style.newline();
            case NO -> next.hasLine(line[column]) ? style.data().middle() : style.blank();
        };
    }
}
