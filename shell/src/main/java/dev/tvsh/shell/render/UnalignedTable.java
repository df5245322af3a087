package dev.tvsh.shell.render;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** psql's unaligned format: fields and records between separators. */
final class UnalignedTable implements TablePrinter {

    private final PrintSettings settings;
    private final Output out;
    private boolean separate;
    private long count;

    UnalignedTable(TableHead head, PrintSettings settings, Output out) {
        this.settings = settings;
        this.out = out;
        if (!settings.tuplesOnly()) {
            String title = head.title() == null ? "" : head.title() + settings.recordSeparator();
            out.print(title + String.join(settings.fieldSeparator(), head.headings()));
            separate = true;
        }
    }

    @Override
    public void row(List<@Nullable String> cells) {
        count++;
        if (cells.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        if (separate) {
            text.append(settings.recordSeparator());
        }
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            text.append(i == 0 ? "" : settings.fieldSeparator()).append(cell == null ? settings.nullText() : cell);
        }
        separate = true;
        out.print(text.toString());
    }

    @Override
    public void end(List<String> footers) {
        StringBuilder text = new StringBuilder();
        for (String footer : TablePrinters.footers(settings, footers, count)) {
            text.append(separate ? settings.recordSeparator() : "").append(footer);
            separate = true;
        }
        // The last record ends with a line end, whatever separates records, unless that is a zero byte.
        text.append(!separate ? "" : settings.recordSeparator().equals("\0") ? "\0" : "\n");
        out.print(text.toString());
    }
}
