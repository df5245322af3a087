package dev.tvsh.shell.render;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** psql's CSV format: RFC 4180 with a line feed at each end of line. */
final class CsvTable implements TablePrinter {

    private final TableHead head;
    private final PrintSettings settings;
    private final Output out;
    private final boolean expanded;

    CsvTable(TableHead head, PrintSettings settings, Output out, boolean expanded) {
        this.head = head;
        this.settings = settings;
        this.out = out;
        this.expanded = expanded;
        if (!expanded && !settings.tuplesOnly()) {
            line(head.headings());
        }
    }

    @Override
    public void row(List<@Nullable String> cells) {
        if (cells.isEmpty()) {
            return;
        }
        if (!expanded) {
            line(cells);
            return;
        }
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            line(List.of(head.headings().get(i), cell == null ? settings.nullText() : cell));
        }
    }

    @Override
    public void end(List<String> footers) {
        // CSV has rows only.
    }

    private void line(List<? extends @Nullable String> cells) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            text.append(i == 0 ? "" : settings.csvSeparator());
            field(text, cell == null ? settings.nullText() : cell);
        }
        out.print(text.append('\n').toString());
    }

    private void field(StringBuilder text, String value) {
        boolean quote = value.contains(settings.csvSeparator())
                || value.indexOf('"') >= 0
                || value.indexOf('\n') >= 0
                || value.indexOf('\r') >= 0
                || value.equals("\\.");
        text.append(quote ? "\"" + value.replace("\"", "\"\"") + "\"" : value);
    }
}
