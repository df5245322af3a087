package dev.tvsh.shell.render;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** psql's LaTeX format; expanded, with a row for each column. */
final class LatexTable implements TablePrinter {

    private final TableHead head;
    private final PrintSettings settings;
    private final PrintBuffer out;
    private final boolean expanded;
    private final int border;
    private long count;

    LatexTable(TableHead head, PrintSettings settings, Output output, boolean expanded) {
        this.head = head;
        this.settings = settings;
        this.out = new PrintBuffer(output);
        this.expanded = expanded;
        this.border = Math.min(expanded ? 2 : 3, settings.border());
        String title = head.title();
        if (!settings.tuplesOnly() && title != null) {
            out.add("\\begin{center}\n" + LatexText.of(title) + "\n\\end{center}\n\n");
        }
        out.add("\\begin{tabular}{");
        if (expanded) {
            out.add(border == 0 ? "cl" : border == 1 ? "c|l" : "|c|l|").add("}\n");
            return;
        }
        out.add(columns(head, border)).add("}\n");
        if (!settings.tuplesOnly()) {
            out.add(border >= 2 ? "\\hline\n" : "");
            out.add(head.headings().stream()
                    .map(heading -> "\\textit{" + LatexText.of(heading) + "}")
                    .collect(Collectors.joining(" & ", "", " \\\\\n\\hline\n")));
        }
    }

    private static String columns(TableHead head, int border) {
        return head.rightAligned().stream()
                .map(right -> right ? "r" : "l")
                .collect(
                        Collectors.joining(border == 0 ? "" : " | ", border >= 2 ? "| " : "", border >= 2 ? " |" : ""));
    }

    @Override
    public void row(List<@Nullable String> cells) {
        count++;
        if (expanded && !cells.isEmpty()) {
            recordHead();
        }
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            out.add(expanded ? LatexText.of(head.headings().get(i)) + " & " : "");
            out.add(LatexText.of(cell == null ? settings.nullText() : cell));
            out.add(expanded || i == cells.size() - 1 ? " \\\\\n" : " & ");
        }
        out.add(!expanded && border == 3 && !cells.isEmpty() ? "\\hline\n" : "");
        out.rowEnd();
    }

    private void recordHead() {
        if (!settings.tuplesOnly()) {
            String name = "\\textit{Record " + count + "}} \\\\\n";
            out.add(border == 2 ? "\\hline\n\\multicolumn{2}{|c|}{" : "\\multicolumn{2}{c}{")
                    .add(name);
        }
        out.add(border >= 1 ? "\\hline\n" : "");
    }

    @Override
    public void end(List<String> footers) {
        out.add(border == 2 ? "\\hline\n" : "").add("\\end{tabular}\n\n\\noindent ");
        List<String> lines =
                expanded ? TablePrinters.given(settings, footers) : TablePrinters.footers(settings, footers, count);
        lines.forEach(line -> out.add(LatexText.of(line)).add(" \\\\\n"));
        out.add("\n").flush();
    }
}
