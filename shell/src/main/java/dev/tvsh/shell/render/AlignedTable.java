package dev.tvsh.shell.render;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** psql's aligned format. The first window of rows sets the widths of the columns; later ones can only widen them. */
final class AlignedTable implements TablePrinter {

    private final TableHead head;
    private final PrintSettings settings;
    private final Output out;
    private final int border;
    private final int columns;
    private final List<CellText> headings;
    private final int[] widths;
    private final RowWindow window;
    private boolean begun;
    private long count;

    AlignedTable(TableHead head, PrintSettings settings, Output out) {
        this.head = head;
        this.settings = settings;
        this.out = out;
        this.border = settings.border();
        this.columns = head.headings().size();
        this.headings = head.headings().stream().map(CellText::of).toList();
        this.widths = headings.stream().mapToInt(CellText::width).toArray();
        this.window = new RowWindow(settings.nullText());
    }

    @Override
    public void row(List<@Nullable String> cells) {
        count++;
        if (window.add(cells)) {
            flush();
        }
    }

    @Override
    public void end(List<String> footers) {
        flush();
        StringBuilder text = new StringBuilder();
        if (border == 2) {
            rule(text);
        }
        for (String footer : TablePrinters.footers(settings, footers, count)) {
            text.append(footer).append('\n');
        }
        out.print(text.append('\n').toString());
    }

    private void flush() {
        for (List<CellText> row : window.rows()) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).width());
            }
        }
        if (!begun) {
            begun = true;
            begin();
        }
        StringBuilder text = new StringBuilder();
        for (List<CellText> row : window.rows()) {
            print(text, row);
            out.print(text.toString());
            text.setLength(0);
        }
        window.clear();
    }

    private void begin() {
        StringBuilder text = new StringBuilder();
        if (!settings.tuplesOnly()) {
            title(text);
            if (border == 2) {
                rule(text);
            }
            heading(text);
            rule(text);
        }
        out.print(text.toString());
    }

    private void title(StringBuilder text) {
        String title = head.title();
        if (title == null) {
            return;
        }
        int total = switch (border) {
            case 0 -> columns;
            case 1 -> columns * 3 - (columns > 0 ? 1 : 0);
            default -> columns * 3 + 1;
        };
        for (int width : widths) {
            total += width;
        }
        int free = total - DisplayWidth.of(title);
        pad(text, Math.max(0, free) / 2);
        text.append(title).append('\n');
    }

    private void heading(StringBuilder text) {
        int height = 0;
        for (CellText heading : headings) {
            height = Math.max(height, heading.lines().size());
        }
        for (int line = 0; line < height; line++) {
            text.append(border == 2 ? "|" : "");
            for (int i = 0; i < columns; i++) {
                text.append(border == 0 ? "" : " ");
                CellText heading = headings.get(i);
                int free = widths[i] - (heading.hasLine(line) ? heading.widths().get(line) : 0);
                if (heading.hasLine(line)) {
                    pad(text, free / 2);
                    text.append(heading.lines().get(line));
                    free -= free / 2;
                }
                pad(text, free);
                text.append(heading.hasLine(line + 1) ? '+' : ' ');
                text.append(border != 0 && i < columns - 1 ? "|" : "");
            }
            text.append(border == 2 ? "|" : "").append('\n');
        }
    }

    private void rule(StringBuilder text) {
        text.append(
                switch (border) {
                    case 0 -> "";
                    case 1 -> "-";
                    default -> "+-";
                });
        for (int i = 0; i < columns; i++) {
            text.append("-".repeat(widths[i]));
            if (i < columns - 1) {
                text.append(border == 0 ? " " : "-+-");
            }
        }
        text.append(
                switch (border) {
                    case 0 -> "";
                    case 1 -> "-";
                    default -> "-+";
                });
        text.append('\n');
    }

    private void print(StringBuilder text, List<CellText> row) {
        int height = 0;
        for (CellText cell : row) {
            height = Math.max(height, cell.lines().size());
        }
        for (int line = 0; line < height; line++) {
            text.append(border == 2 ? "|" : "");
            for (int i = 0; i < columns; i++) {
                text.append(border == 0 ? "" : " ");
                cell(text, row.get(i), line, i);
                text.append(border != 0 && i < columns - 1 ? "|" : "");
            }
            text.append(border == 2 ? "|" : "").append('\n');
        }
    }

    private void cell(StringBuilder text, CellText cell, int line, int column) {
        boolean more = cell.hasLine(line + 1);
        boolean padded = border == 2 || column < columns - 1;
        int free = widths[column] - (cell.hasLine(line) ? cell.widths().get(line) : 0);
        if (!cell.hasLine(line)) {
            pad(text, padded ? free : 0);
        } else if (head.rightAligned().get(column)) {
            pad(text, free);
            text.append(cell.lines().get(line));
        } else {
            text.append(cell.lines().get(line));
            pad(text, padded || more ? free : 0);
        }
        text.append(more ? "+" : padded ? " " : "");
    }

    private static void pad(StringBuilder text, int blanks) {
        text.append(" ".repeat(Math.max(0, blanks)));
    }
}
