package dev.tvsh.shell.render;

import java.util.List;

/** Chooses the printer that the settings ask for. */
public final class TablePrinters {

    private TablePrinters() {}

    /** A printer for one result; {@code width} is that of the screen in columns, 0 if there is none. */
    public static TablePrinter create(TableHead head, PrintSettings settings, Output out, int width) {
        boolean expanded = settings.expanded() == PrintSettings.Expanded.ON;
        TablePrinter printer = switch (settings.format()) {
            case ALIGNED, WRAPPED -> new MeasuredTable(head, settings, out, out.toScreen() ? width : 0);
            case ASCIIDOC -> new AsciidocTable(head, settings, out, expanded);
            case CSV -> new CsvTable(head, settings, out, expanded);
            case HTML -> new HtmlTable(head, settings, out, expanded);
            case JSON -> new JsonTable(head, out, false);
            case JSONL -> new JsonTable(head, out, true);
            case LATEX -> new LatexTable(head, settings, out, expanded);
            case LATEX_LONGTABLE ->
                expanded ? new LatexTable(head, settings, out, true) : new LongLatexTable(head, settings, out);
            case TROFF_MS -> new TroffTable(head, settings, out, expanded);
            case UNALIGNED -> new UnalignedTable(head, settings, out, expanded);
        };
        TablePrinter whole = settings.numericLocale() ? new LocalNumbers(head, printer) : printer;
        boolean paged = out.toScreen() && out.paging().begin(settings);
        return paged ? new PagedTable(whole, linesOfRow(settings, head), settings, out.paging()) : whole;
    }

    /** How many lines a row counts where the printer does not measure it; 0 where it does. */
    private static int linesOfRow(PrintSettings settings, TableHead head) {
        return switch (settings.format()) {
            case ALIGNED, WRAPPED -> 0;
            default ->
                settings.expanded() == PrintSettings.Expanded.ON
                        ? head.headings().size() + 1
                        : 1;
        };
    }

    /** The lines below a table that does not tell its number of rows. */
    static List<String> given(PrintSettings settings, List<String> given) {
        return settings.tuplesOnly() ? List.of() : given;
    }

    /** The lines below a table: those that are given, or the number of rows, as far as the settings want any. */
    static List<String> footers(PrintSettings settings, List<String> given, long rows) {
        if (settings.tuplesOnly() || !given.isEmpty()) {
            return given(settings, given);
        }
        return settings.footer() ? List.of("(" + rows + (rows == 1 ? " row)" : " rows)")) : List.of();
    }
}
