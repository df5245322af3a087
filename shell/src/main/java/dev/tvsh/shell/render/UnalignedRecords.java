package dev.tvsh.shell.render;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** psql's expanded unaligned format. */
final class UnalignedRecords implements TablePrinter {

    private final TableHead head;
    private final PrintSettings settings;
    private final Output out;
    private boolean separate;

    UnalignedRecords(TableHead head, PrintSettings settings, Output out) {
        this.head = head;
        this.settings = settings;
        this.out = out;
        if (!settings.tuplesOnly() && head.title() != null) {
            out.print(head.title());
            separate = true;
        }
    }

    @Override
    public void row(List<@Nullable String> cells) {
        if (cells.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        text.append(separate ? settings.recordSeparator().repeat(2) : "");
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            text.append(i == 0 ? "" : settings.recordSeparator());
            text.append(head.headings().get(i)).append(settings.fieldSeparator());
            text.append(cell == null ? settings.nullText() : cell);
        }
        separate = true;
        out.print(text.toString());
    }

    @Override
    public void end(List<String> footers) {
        StringBuilder text = new StringBuilder();
        if (!settings.tuplesOnly() && !footers.isEmpty()) {
            text.append(settings.recordSeparator());
            footers.forEach(footer -> text.append(settings.recordSeparator()).append(footer));
            separate = true;
        }
        text.append(separate ? settings.recordSeparator().equals("\0") ? "\0" : "\n" : "");
        out.print(text.toString());
    }
}
