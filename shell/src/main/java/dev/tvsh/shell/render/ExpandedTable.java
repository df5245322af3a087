package dev.tvsh.shell.render;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** psql's expanded aligned format: a row is a list of its columns. */
final class ExpandedTable implements TablePrinter {

    private final TableHead head;
    private final PrintSettings settings;
    private final Output out;
    private final int border;
    private final List<CellText> headings;
    private final int headingWidth;
    private final boolean headingLines;
    private final RowWindow window;
    private boolean titled;
    private int width;
    private boolean dataLines;
    private long count;
    private long printed;

    ExpandedTable(TableHead head, PrintSettings settings, Output out) {
        this.head = head;
        this.settings = settings;
        this.out = out;
        this.border = settings.border();
        this.headings = head.headings().stream().map(CellText::of).toList();
        this.headingWidth = headings.stream().mapToInt(CellText::width).max().orElse(0);
        this.headingLines =
                headings.stream().anyMatch(heading -> heading.lines().size() > 1);
        this.window = new RowWindow(settings.nullText());
    }

    @Override
    public void row(List<@Nullable String> cells) {
        count++;
        if (!cells.isEmpty() && window.add(cells)) {
            flush();
        }
    }

    @Override
    public void end(List<String> footers) {
        if (count == 0 || headings.isEmpty()) {
            StringBuilder text = new StringBuilder();
            for (String footer : TablePrinters.footers(settings, footers, count)) {
                text.append(footer).append('\n');
            }
            out.print(text.append('\n').toString());
            return;
        }
        flush();
        StringBuilder text = new StringBuilder();
        if (border == 2) {
            rule(text, 0);
        }
        if (!settings.tuplesOnly() && !footers.isEmpty()) {
            text.append(border < 2 ? "\n" : "");
            footers.forEach(footer -> text.append(footer).append('\n'));
        }
        out.print(text.append('\n').toString());
    }

    private void flush() {
        for (List<CellText> row : window.rows()) {
            for (CellText cell : row) {
                width = Math.max(width, cell.width());
                dataLines |= cell.lines().size() > 1;
            }
        }
        if (!titled && !settings.tuplesOnly() && head.title() != null) {
            out.print(head.title() + "\n");
        }
        titled = true;
        for (List<CellText> row : window.rows()) {
            printed++;
            StringBuilder text = new StringBuilder();
            if (!settings.tuplesOnly()) {
                rule(text, printed);
            } else if (printed > 1 || border == 2) {
                rule(text, 0);
            }
            for (int i = 0; i < headings.size(); i++) {
                print(text, headings.get(i), row.get(i));
            }
            out.print(text.toString());
        }
        window.clear();
    }

    private void rule(StringBuilder text, long record) {
        String line = border > 0 ? "-" : " ";
        text.append(
                switch (border) {
                    case 0 -> "";
                    case 1 -> "-";
                    default -> "+-";
                });
        String name = record == 0 ? "" : border == 0 ? "* Record " + record : "[ RECORD " + record + " ]";
        text.append(name);
        int used = name.length() + (border == 2 ? 0 : 1);
        text.append(line.repeat(Math.max(0, headingWidth - used)));
        // What the name covers of the part below the bar is not drawn again.
        used -= headingWidth;
        if (border > 0) {
            text.append(used-- <= 0 ? "-" : "");
            text.append(used-- <= 0 ? "+" : "");
            text.append(used-- <= 0 ? "-" : "");
        } else {
            text.append(used-- <= 0 ? " " : "");
        }
        text.append(line.repeat(Math.max(0, width - Math.max(0, used))));
        text.append(border == 2 ? "-+" : "").append('\n');
    }

    private void print(StringBuilder text, CellText heading, CellText cell) {
        int height = Math.max(heading.lines().size(), cell.lines().size());
        for (int line = 0; line < height; line++) {
            text.append(border == 2 ? "|" : "");
            heading(text, heading, line);
            text.append(border > 0 ? "|" : "");
            value(text, cell, line);
            text.append('\n');
        }
    }

    private void heading(StringBuilder text, CellText heading, int line) {
        boolean marked = border > 0 || headingLines;
        if (!heading.hasLine(line)) {
            text.append(" ".repeat(Math.max(1, headingWidth + border + (border == 0 && headingLines ? 1 : 0))));
            return;
        }
        text.append(border == 2 ? " " : "");
        text.append(heading.lines().get(line));
        text.append(" ".repeat(headingWidth - heading.widths().get(line)));
        text.append(marked ? (heading.hasLine(line + 1) ? "+" : " ") : "");
    }

    private void value(StringBuilder text, CellText cell, int line) {
        if (!cell.hasLine(line)) {
            text.append(border < 2 ? "" : " ".repeat(width) + "  |");
            return;
        }
        String blanks = " ".repeat(width - cell.widths().get(line));
        text.append(' ').append(cell.lines().get(line));
        if (cell.hasLine(line + 1)) {
            text.append(border > 1 || dataLines ? blanks + "+" : "");
        } else if (border > 1) {
            text.append(blanks).append(' ');
        }
        text.append(border == 2 ? "|" : "");
    }
}
