package dev.tvsh.shell.render;

import java.util.List;

/** psql's expanded aligned format: a row is a list of its columns. */
final class ExpandedLayout {

    /** In the wrapped format so much of the data is seen at least. */
    private static final int LEAST_DATA = 3;

    private final TableHead head;
    private final PrintSettings settings;
    private final Output out;
    private final int screen;
    private final int border;
    private final LineStyle style;
    private final List<CellText> headings;
    private final int headingWidth;
    private final boolean headingLines;
    private int width;
    private boolean dataLines;
    private long record;

    ExpandedLayout(TableHead head, PrintSettings settings, Output out, int screen) {
        this.head = head;
        this.settings = settings;
        this.out = out;
        this.screen = screen;
        this.border = Math.min(2, settings.border());
        this.style = settings.lineStyle();
        this.headings = head.headings().stream().map(CellText::of).toList();
        this.headingWidth = headings.stream().mapToInt(CellText::width).max().orElse(0);
        this.headingLines =
                headings.stream().anyMatch(heading -> heading.lines().size() > 1);
    }

    void print(MeasuredTable.Piece piece) {
        PrintBuffer text = new PrintBuffer(out);
        boolean empty = piece.rows().rows() == 0 || headings.isEmpty();
        if (empty && piece.first() && piece.last()) {
            TablePrinters.footers(settings, piece.footers(), piece.rows().rows())
                    .forEach(footer -> text.add(footer).add("\n"));
            text.add("\n").flush();
            return;
        }
        measure(piece.rows());
        if (piece.first() && !settings.tuplesOnly() && head.title() != null) {
            text.add(head.title()).add("\n");
        }
        record = piece.before();
        piece.rows().each(row -> {
            record(text, row, piece);
            text.rowEnd();
        });
        if (piece.last()) {
            if (border == 2) {
                rule(text, style.bottom(), 0);
            }
            if (!settings.tuplesOnly() && !piece.footers().isEmpty()) {
                text.add(border < 2 ? "\n" : "");
                piece.footers().forEach(footer -> text.add(footer).add("\n"));
            }
            text.add("\n");
        }
        text.flush();
    }

    private void record(PrintBuffer text, List<CellText> row, MeasuredTable.Piece piece) {
        boolean firstHere = record == piece.before();
        record++;
        LineStyle.Rule rule = firstHere ? style.top() : style.middle();
        if (!settings.tuplesOnly()) {
            rule(text, rule, record);
        } else if (!firstHere || !piece.first() || border == 2) {
            rule(text, rule, 0);
        }
        for (int i = 0; i < headings.size(); i++) {
            print(text, headings.get(i), row.get(i));
        }
    }

    private void measure(MeasuredRows rows) {
        width = 0;
        for (int column : rows.widths()) {
            width = Math.max(width, column);
        }
        dataLines = rows.multiline();
        if (settings.format() != PrintSettings.Format.WRAPPED) {
            return;
        }
        int between = border == 0 ? (headingLines ? 2 : 1) : border == 1 ? 3 : 7;
        between += border == 1 && headingLines && style.isOld() ? 1 : 0;
        between += dataLines && border < 2 && !style.isOld() ? 1 : 0;
        int ruleWidth = 0;
        if (!settings.tuplesOnly()) {
            ruleWidth = (rows.rows() > 0 ? String.valueOf(rows.rows()).length() : 0)
                    + (border == 0 ? 9 : border == 1 ? 12 : 15);
        }
        int fitting = fitting(between, ruleWidth);
        boolean wraps = fitting < width && !dataLines && border < 2 && !style.isOld();
        if (wraps) {
            dataLines = true;
            fitting = fitting(between + 1, ruleWidth);
        }
        width = fitting;
    }

    /** The width for the data, with so many columns of frame around it. */
    private int fitting(int between, int ruleWidth) {
        int wanted = Math.max(headingWidth + between + width, ruleWidth);
        int least = Math.max(headingWidth + between + LEAST_DATA, ruleWidth);
        int total = screen <= 0 || screen >= wanted ? wanted : Math.max(screen, least);
        return total - headingWidth - between;
    }

    private void rule(PrintBuffer text, LineStyle.Rule rule, long number) {
        int left = headingWidth + (border < 2 && headingLines && style.isOld() ? 1 : 0);
        String line = border > 0 ? rule.line() : " ";
        text.add(border == 2 ? rule.left() : "").add(border > 0 ? rule.line() : "");
        String name = number == 0 ? "" : border == 0 ? "* Record " + number : "[ RECORD " + number + " ]";
        text.add(name);
        int used = name.length() + (border == 2 ? 0 : 1);
        text.add(line.repeat(Math.max(0, left - used)));
        // What the name covers of the part below the bar is not drawn again.
        used -= left;
        if (border > 0) {
            text.add(used-- <= 0 ? rule.line() : "");
            text.add(used-- <= 0 ? rule.middle() : "");
            text.add(used-- <= 0 ? rule.line() : "");
        } else {
            text.add(used-- <= 0 ? " " : "");
        }
        text.add(line.repeat(Math.max(0, width - Math.max(0, used))));
        text.add(border == 2 ? rule.line() + rule.right() : "").add("\n");
    }

    private void print(PrintBuffer text, CellText heading, CellText cell) {
        int headingLine = 0;
        int line = 0;
        int offset = 0;
        while (heading.hasLine(headingLine) || cell.hasLine(line)) {
            text.add(border == 2 ? style.data().left() : "");
            heading(text, heading, headingLine++);
            text.add(
                    border == 0
                            ? ""
                            : offset > 0
                                    ? style.wrapped()
                                    : line == 0 || (line == 1 && !cell.hasLine(1))
                                            ? style.data().middle()
                                            : style.newline());
            if (!cell.hasLine(line)) {
                text.add(
                        border < 2
                                ? "\n"
                                : " ".repeat(width) + "  " + style.data().right() + "\n");
                continue;
            }
            String whole = cell.lines().get(line);
            int end = DisplayWidth.fitting(whole, offset, width);
            String part = whole.substring(offset, end);
            text.add(offset == 0 ? " " : style.wrapMarks().left()).add(part);
            String blanks = " ".repeat(Math.max(0, width - DisplayWidth.of(part)));
            boolean marked = border > 1 || (dataLines && !style.isOld());
            if (end < whole.length()) {
                text.add(marked ? blanks + style.wrapMarks().right() : "");
                offset = end;
            } else if (cell.hasLine(++line)) {
                text.add(marked ? blanks + style.newlineMarks().right() : "");
                offset = 0;
            } else {
                text.add(border > 1 ? blanks + " " : "");
                // Beside the rest of the heading psql goes on with the line that was last.
                offset = end;
            }
            text.add(border == 2 ? style.data().right() : "").add("\n");
        }
    }

    private void heading(PrintBuffer text, CellText heading, int line) {
        boolean oldLines = headingLines && style.isOld();
        if (!heading.hasLine(line)) {
            int blanks = headingWidth + border + (border < 2 && oldLines ? 1 : 0);
            blanks += border == 0 && headingLines && !style.isOld() ? 1 : 0;
            text.add(" ".repeat(Math.max(1, blanks)));
            return;
        }
        text.add(border == 2 || oldLines ? (line > 0 ? style.headingMarks().left() : " ") : "");
        text.add(heading.lines().get(line));
        text.add(" ".repeat(headingWidth - heading.widths().get(line)));
        boolean marked = border > 0 || (headingLines && !style.isOld());
        text.add(!marked ? "" : heading.hasLine(line + 1) ? style.headingMarks().right() : " ");
    }
}
