package dev.tvsh.shell.render;

import dev.tvsh.commands.connection.DataRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** psql's unaligned format: fields and records between separators; expanded, each field behind its heading. */
final class UnalignedTable implements TablePrinter {

    private final TableHead head;
    private final PrintSettings settings;
    private final PrintBuffer out;
    private final boolean expanded;
    private final DataRow texts = new DataRow();
    private boolean separate;
    private long count;

    UnalignedTable(TableHead head, PrintSettings settings, Output output, boolean expanded) {
        this.head = head;
        this.settings = settings;
        this.out = new PrintBuffer(output);
        this.expanded = expanded;
        if (settings.tuplesOnly()) {
            return;
        }
        String title = head.title();
        if (expanded) {
            out.add(title == null ? "" : title);
            separate = title != null;
        } else {
            out.add(title == null ? "" : title + settings.recordSeparator());
            out.add(String.join(settings.fieldSeparator(), head.headings()));
            separate = true;
        }
    }

    @Override
    public void row(List<@Nullable String> cells) {
        texts.set(cells);
        data(texts);
    }

    @Override
    public void data(DataRow row) {
        count++;
        int size = row.size();
        if (size == 0) {
            return;
        }
        if (separate) {
            out.add(settings.recordSeparator()).add(expanded ? settings.recordSeparator() : "");
        }
        for (int i = 0; i < size; i++) {
            if (expanded) {
                out.add(i == 0 ? "" : settings.recordSeparator());
                out.add(head.headings().get(i)).add(settings.fieldSeparator());
            } else if (i > 0) {
                out.add(settings.fieldSeparator());
            }
            if (row.isNull(i)) {
                out.add(settings.nullText());
            } else {
                out.cell(row, i);
            }
        }
        separate = true;
        out.rowEnd();
    }

    @Override
    public void end(List<String> footers) {
        if (expanded) {
            if (!settings.tuplesOnly() && !footers.isEmpty()) {
                out.add(settings.recordSeparator());
                footers.forEach(footer -> out.add(settings.recordSeparator()).add(footer));
            }
        } else {
            for (String footer : TablePrinters.footers(settings, footers, count)) {
                out.add(separate ? settings.recordSeparator() : "").add(footer);
                separate = true;
            }
        }
        // The last record ends with a line end, whatever separates records, unless that is a zero byte.
        out.add(!separate ? "" : settings.recordSeparator().equals("\0") ? "\0" : "\n");
        out.flush();
    }
}
