package dev.tvsh.shell.render;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** psql's HTML format: a table; expanded, with a row for each column. */
final class HtmlTable implements TablePrinter {

    private final TableHead head;
    private final PrintSettings settings;
    private final PrintBuffer out;
    private final boolean expanded;
    private long count;

    HtmlTable(TableHead head, PrintSettings settings, Output output, boolean expanded) {
        this.head = head;
        this.settings = settings;
        this.out = new PrintBuffer(output);
        this.expanded = expanded;
        String attributes = settings.tableAttributes();
        out.add("<table border=\"" + settings.border() + "\"" + (attributes == null ? "" : " " + attributes) + ">\n");
        String title = head.title();
        if (settings.tuplesOnly()) {
            return;
        }
        if (title != null) {
            out.add("  <caption>" + escaped(title) + "</caption>\n");
        }
        if (!expanded) {
            out.add("  <tr>\n");
            head.headings().forEach(heading -> out.add("    <th align=\"center\">" + escaped(heading) + "</th>\n"));
            out.add("  </tr>\n");
        }
    }

    @Override
    public void row(List<@Nullable String> cells) {
        count++;
        if (cells.isEmpty()) {
            return;
        }
        if (expanded) {
            out.add(
                    settings.tuplesOnly()
                            ? "\n  <tr><td colspan=\"2\">&nbsp;</td></tr>\n"
                            : "\n  <tr><td colspan=\"2\" align=\"center\">Record " + count + "</td></tr>\n");
        } else {
            out.add("  <tr valign=\"top\">\n");
        }
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            if (expanded) {
                out.add("  <tr valign=\"top\">\n    <th>"
                        + escaped(head.headings().get(i)) + "</th>\n");
            }
            out.add("    <td align=\"" + (head.isRight(i) ? "right" : "left") + "\">");
            out.add(value(cell == null ? settings.nullText() : cell)).add("</td>\n");
            out.add(expanded ? "  </tr>\n" : "");
        }
        out.add(expanded ? "" : "  </tr>\n");
        out.rowEnd();
    }

    @Override
    public void end(List<String> footers) {
        out.add("</table>\n");
        List<String> lines =
                expanded ? TablePrinters.given(settings, footers) : TablePrinters.footers(settings, footers, count);
        if (!lines.isEmpty()) {
            out.add("<p>");
            lines.forEach(line -> out.add(escaped(line) + "<br />\n"));
            out.add("</p>");
        }
        out.add("\n").flush();
    }

    private static String value(String cell) {
        boolean blank = cell.chars().allMatch(c -> c == ' ' || c == '\t');
        return blank ? "&nbsp; " : escaped(cell);
    }

    /** Blanks at the beginning are kept, for the plans of EXPLAIN. */
    static String escaped(String text) {
        StringBuilder html = new StringBuilder();
        boolean leading = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\n' -> html.append("<br />\n");
                case ' ' -> html.append(leading ? "&nbsp;" : " ");
                default -> html.append(c);
            }
            leading &= c == ' ';
        }
        return html.toString();
    }
}
