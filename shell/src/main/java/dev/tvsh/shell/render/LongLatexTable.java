package dev.tvsh.shell.render;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** psql's latex-longtable format, for tables of several pages. */
final class LongLatexTable implements TablePrinter {

    private final TableHead head;
    private final PrintSettings settings;
    private final PrintBuffer out;
    private final int border;

    LongLatexTable(TableHead head, PrintSettings settings, Output output) {
        this.head = head;
        this.settings = settings;
        this.out = new PrintBuffer(output);
        this.border = Math.min(3, settings.border());
        out.add("\\begin{longtable}{").add(border >= 2 ? "| " : "");
        columns();
        out.add(border >= 2 ? " |" : "").add("}\n");
        if (!settings.tuplesOnly()) {
            headings();
        }
    }

    /** The words of the table's attributes are the widths of the columns that stand to the left, the last for the rest. */
    private void columns() {
        String attributes = settings.tableAttributes();
        String[] widths = attributes == null || attributes.isBlank()
                ? new String[0]
                : attributes.strip().split("\\s+", -1);
        int next = 0;
        for (int i = 0; i < head.headings().size(); i++) {
            out.add(i > 0 && border != 0 ? " | " : "");
            if (head.isRight(i)) {
                out.add("r");
            } else if (widths.length == 0) {
                out.add("l");
            } else {
                out.add("p{" + widths[Math.min(next++, widths.length - 1)] + "\\textwidth}");
            }
        }
    }

    private void headings() {
        String top = border >= 2 ? "\\toprule\n" : "";
        String names = head.headings().stream()
                .map(heading -> "\\small\\textbf{\\textit{" + LatexText.of(heading) + "}}")
                .collect(Collectors.joining(" & ", top, " \\\\\n"));
        out.add(names).add("\\midrule\n\\endfirsthead\n");
        out.add(names).add(border != 3 ? "\\midrule\n" : "").add("\\endhead\n");
        String title = head.title();
        if (title != null) {
            String name = LatexText.of(title);
            String bottom = border == 2 ? "\\bottomrule\n" : "";
            out.add(bottom).add("\\caption[" + name + " (Continued)]{" + name + "}\n\\endfoot\n");
            out.add(bottom).add("\\caption[" + name + "]{" + name + "}\n\\endlastfoot\n");
        } else if (border >= 2) {
            out.add("\\bottomrule\n\\endfoot\n\\bottomrule\n\\endlastfoot\n");
        }
    }

    @Override
    public void row(List<@Nullable String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            out.add(i > 0 ? "\n&\n" : "").add("\\raggedright{");
            out.add(LatexText.of(cell == null ? settings.nullText() : cell)).add("}");
        }
        if (!cells.isEmpty()) {
            out.add(" \\tabularnewline\n").add(border == 3 ? " \\hline\n" : "");
        }
        out.rowEnd();
    }

    @Override
    public void end(List<String> footers) {
        out.add("\\end{longtable}\n").flush();
    }
}
