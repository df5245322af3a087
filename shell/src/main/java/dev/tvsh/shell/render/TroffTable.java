package dev.tvsh.shell.render;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** psql's troff-ms format; expanded, with a row for each column. */
final class TroffTable implements TablePrinter {

    private final TableHead head;
    private final PrintSettings settings;
    private final PrintBuffer out;
    private final boolean expanded;
    private final int border;
    private long count;

    TroffTable(TableHead head, PrintSettings settings, Output output, boolean expanded) {
        this.head = head;
        this.settings = settings;
        this.out = new PrintBuffer(output);
        this.expanded = expanded;
        this.border = Math.min(2, settings.border());
        String title = head.title();
        if (!settings.tuplesOnly() && title != null) {
            out.add(".LP\n.DS C\n" + escaped(title) + "\n.DE\n");
        }
        out.add(".LP\n.TS\n").add(border == 2 ? "center box;\n" : "center;\n");
        if (expanded) {
            out.add(settings.tuplesOnly() ? "c l;\n" : "");
            return;
        }
        out.add(head.rightAligned().stream()
                .map(right -> right ? "r" : "l")
                .collect(Collectors.joining(border > 0 ? " | " : "", "", ".\n")));
        if (!settings.tuplesOnly()) {
            out.add(head.headings().stream()
                    .map(heading -> "\\fI" + escaped(heading) + "\\fP")
                    .collect(Collectors.joining("\t", "", "\n_\n")));
        }
    }

    @Override
    public void row(List<@Nullable String> cells) {
        count++;
        if (expanded && !cells.isEmpty()) {
            recordHead();
        }
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            out.add(expanded ? escaped(head.headings().get(i)) + "\t" : "");
            out.add(escaped(cell == null ? settings.nullText() : cell));
            out.add(expanded || i == cells.size() - 1 ? "\n" : "\t");
        }
        out.rowEnd();
    }

    /** The name of a record goes over both columns, which is another layout than that of its cells. */
    private void recordHead() {
        if (settings.tuplesOnly()) {
            out.add(border >= 1 ? "_\n" : "");
            return;
        }
        out.add(border == 2 && count > 1 ? "_\n" : "").add(count > 1 ? ".T&\n" : "");
        out.add("c s.\n\\fIRecord " + count + "\\fP\n").add(border >= 1 ? "_\n" : "");
        out.add(".T&\n").add(border != 1 ? "c l.\n" : "c | l.\n");
    }

    @Override
    public void end(List<String> footers) {
        out.add(".TE\n.DS L\n");
        List<String> lines =
                expanded ? TablePrinters.given(settings, footers) : TablePrinters.footers(settings, footers, count);
        lines.forEach(line -> out.add(escaped(line)).add("\n"));
        out.add(".DE\n").flush();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\(rs");
    }
}
