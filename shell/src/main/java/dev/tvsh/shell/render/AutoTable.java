package dev.tvsh.shell.render;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aligned where the first rows fit the screen, expanded where they do not. */
final class AutoTable implements TablePrinter {

    private static final int ROWS = 1000;

    private final TableHead head;
    private final PrintSettings settings;
    private final Output out;
    private final int screen;
    private final List<List<@Nullable String>> first = new ArrayList<>();
    private @Nullable TablePrinter printer;

    AutoTable(TableHead head, PrintSettings settings, Output out, int screen) {
        this.head = head;
        this.settings = settings;
        this.out = out;
        this.screen = screen;
    }

    @Override
    public void row(List<@Nullable String> cells) {
        if (printer != null) {
            printer.row(cells);
            return;
        }
        first.add(cells);
        if (first.size() == ROWS) {
            decide();
        }
    }

    @Override
    public void end(List<String> footers) {
        decide().end(footers);
    }

    private TablePrinter decide() {
        if (printer != null) {
            return printer;
        }
        TablePrinter chosen = fits() ? new AlignedTable(head, settings, out) : new ExpandedTable(head, settings, out);
        first.forEach(chosen::row);
        first.clear();
        printer = chosen;
        return chosen;
    }

    private boolean fits() {
        int total = switch (settings.border()) {
            case 0 -> head.headings().size();
            case 1 -> head.headings().size() * 3 - 1;
            default -> head.headings().size() * 3 + 1;
        };
        for (int i = 0; i < head.headings().size(); i++) {
            int width = CellText.of(head.headings().get(i)).width();
            for (List<@Nullable String> row : first) {
                String cell = row.get(i);
                width = Math.max(
                        width,
                        CellText.of(cell == null ? settings.nullText() : cell).width());
            }
            total += width;
        }
        return total <= screen;
    }
}
