package dev.tvsh.shell.render;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** psql's asciidoc format. */
final class AsciidocTable implements TablePrinter {

    private static final String FENCE = "|====\n";

    private final TableHead head;
    private final PrintSettings settings;
    private final PrintBuffer out;
    private final boolean expanded;
    private long count;

    AsciidocTable(TableHead head, PrintSettings settings, Output output, boolean expanded) {
        this.head = head;
        this.settings = settings;
        this.out = new PrintBuffer(output);
        this.expanded = expanded;
        boolean headed = !settings.tuplesOnly();
        out.add("\n");
        if (headed && head.title() != null) {
            out.add("." + head.title() + "\n");
        }
        String columns =
                head.rightAligned().stream().map(right -> right ? ">l" : "<l").collect(Collectors.joining(","));
        out.add(expanded ? "[cols=\"h,l\"" : "[" + (headed ? "options=\"header\"," : "") + "cols=\"" + columns + "\"");
        out.add(
                        switch (settings.border()) {
                            case 0 -> ",frame=\"none\",grid=\"none\"";
                            case 1 -> ",frame=\"none\"";
                            case 2 -> ",frame=\"all\",grid=\"all\"";
                            default -> "";
                        })
                .add("]\n" + FENCE);
        if (headed && !expanded) {
            out.add(head.headings().stream()
                    .map(heading -> "^l|" + escaped(heading))
                    .collect(Collectors.joining(" ", "", "\n")));
        }
    }

    @Override
    public void row(List<@Nullable String> cells) {
        count++;
        if (expanded && !cells.isEmpty()) {
            out.add(settings.tuplesOnly() ? "2+|\n" : "2+^|Record " + count + "\n");
        }
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String text = cell == null ? settings.nullText() : cell;
            boolean blank = text.chars().allMatch(c -> c == ' ' || c == '\t');
            boolean last = i == cells.size() - 1;
            if (expanded) {
                out.add("<l|" + escaped(head.headings().get(i)) + (head.isRight(i) ? " >l|" : " <l|"));
                out.add(blank ? " " : escaped(text)).add("\n");
            } else {
                out.add(i > 0 ? " |" : "|");
                out.add(blank ? (last ? "" : " ") : escaped(text)).add(last ? "\n" : "");
            }
        }
        out.rowEnd();
    }

    @Override
    public void end(List<String> footers) {
        out.add(FENCE);
        List<String> lines =
                expanded ? TablePrinters.given(settings, footers) : TablePrinters.footers(settings, footers, count);
        if (!lines.isEmpty()) {
            out.add("\n....\n");
            lines.forEach(line -> out.add(line).add("\n"));
            out.add("....\n");
        }
        out.flush();
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
