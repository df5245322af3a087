package dev.tvsh.shell.render;

import java.util.List;

/** Chooses the printer that the settings ask for. */
public final class TablePrinters {

    private TablePrinters() {}

    /** A printer for one result; {@code width} is that of the screen in columns, 0 if there is none. */
    public static TablePrinter create(TableHead head, PrintSettings settings, Output out, int width) {
        boolean expanded = settings.expanded() == PrintSettings.Expanded.ON;
        return switch (settings.format()) {
            case CSV -> new CsvTable(head, settings, out, expanded);
            case UNALIGNED ->
                expanded ? new UnalignedRecords(head, settings, out) : new UnalignedTable(head, settings, out);
            case ALIGNED -> {
                if (expanded) {
                    yield new ExpandedTable(head, settings, out);
                }
                boolean auto = settings.expanded() == PrintSettings.Expanded.AUTO && width > 0;
                yield auto ? new AutoTable(head, settings, out, width) : new AlignedTable(head, settings, out);
            }
        };
    }

    /** The lines below a table: those that are given, or the number of rows, as far as the settings want any. */
    static List<String> footers(PrintSettings settings, List<String> given, long rows) {
        if (settings.tuplesOnly()) {
            return List.of();
        }
        if (!given.isEmpty()) {
            return given;
        }
        return settings.footer() ? List.of("(" + rows + (rows == 1 ? " row)" : " rows)")) : List.of();
    }
}
