package dev.tvsh.shell.render;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How results are printed; {@code \pset} and the options of the process change it. */
public final class PrintSettings {

    /** The formats. */
    public enum Format {
        ALIGNED,
        ASCIIDOC,
        CSV,
        HTML,
        JSON,
        JSONL,
        LATEX,
        LATEX_LONGTABLE,
        TROFF_MS,
        UNALIGNED,
        WRAPPED;

        /** How the command tag of a statement is shown. */
        public String status(String commandTag) {
            return this == HTML ? "<p>" + HtmlTable.escaped(commandTag) + "</p>\n" : commandTag + "\n";
        }

        /** The name as {@code \pset} takes and tells it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether a row is printed as a list of its columns. */
    public enum Expanded {
        OFF,
        ON,
        AUTO
    }

    /** What the lines of aligned tables are drawn with. */
    public enum Lines {
        ASCII,
        OLD_ASCII,
        UNICODE;

        /** The name as {@code \pset} takes and tells it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** When a pager shows a result. */
    public enum Pager {
        OFF(0),
        LONG(1),
        ALWAYS(2);

        private final int number;

        Pager(int number) {
            this.number = number;
        }

        /** As the list of {@code \\pset} tells it. */
        public int number() {
            return number;
        }
    }

    private Format format = Format.ALIGNED;
    private Expanded expanded = Expanded.OFF;
    private int border = 1;
    private boolean tuplesOnly;
    private boolean footer = true;
    private String nullText = "";
    private String fieldSeparator = "|";
    private String recordSeparator = "\n";
    private String csvSeparator = ",";
    private @Nullable String title;
    private @Nullable String tableAttributes;
    private Lines lines = Lines.ASCII;
    private boolean doubleBorder;
    private boolean doubleColumn;
    private boolean doubleHeader;
    private boolean numericLocale;
    private int columns;
    private Pager pager = Pager.LONG;
    private int pagerMinLines;
    private int pieceRows;

    public PrintSettings() {}

    /** The same settings, to be changed for one result. */
    public PrintSettings copy() {
        PrintSettings copy = new PrintSettings();
        copy.take(this);
        return copy;
    }

    /** Becomes the same as those. */
    public void take(PrintSettings other) {
        format = other.format;
        expanded = other.expanded;
        border = other.border;
        tuplesOnly = other.tuplesOnly;
        footer = other.footer;
        nullText = other.nullText;
        fieldSeparator = other.fieldSeparator;
        recordSeparator = other.recordSeparator;
        csvSeparator = other.csvSeparator;
        title = other.title;
        tableAttributes = other.tableAttributes;
        lines = other.lines;
        doubleBorder = other.doubleBorder;
        doubleColumn = other.doubleColumn;
        doubleHeader = other.doubleHeader;
        numericLocale = other.numericLocale;
        columns = other.columns;
        pager = other.pager;
        pagerMinLines = other.pagerMinLines;
        pieceRows = other.pieceRows;
    }

    LineStyle lineStyle() {
        return switch (lines) {
            case ASCII -> LineStyle.ASCII;
            case OLD_ASCII -> LineStyle.OLD_ASCII;
            case UNICODE -> LineStyle.unicode(doubleBorder, doubleColumn, doubleHeader);
        };
    }

    public Format format() {
        return format;
    }

    public void format(Format value) {
        format = value;
    }

    public Expanded expanded() {
        return expanded;
    }

    public void expanded(Expanded value) {
        expanded = value;
    }

    public int border() {
        return border;
    }

    /** Sets the border: 0, 1, 2, and 3 for LaTeX. */
    public void border(int value) {
        border = value;
    }

    public boolean tuplesOnly() {
        return tuplesOnly;
    }

    public void tuplesOnly(boolean value) {
        tuplesOnly = value;
    }

    public boolean footer() {
        return footer;
    }

    public void footer(boolean value) {
        footer = value;
    }

    public String nullText() {
        return nullText;
    }

    public void nullText(String value) {
        nullText = value;
    }

    public String fieldSeparator() {
        return fieldSeparator;
    }

    public void fieldSeparator(String value) {
        fieldSeparator = value;
    }

    public String recordSeparator() {
        return recordSeparator;
    }

    public void recordSeparator(String value) {
        recordSeparator = value;
    }

    public String csvSeparator() {
        return csvSeparator;
    }

    public void csvSeparator(String value) {
        csvSeparator = value;
    }

    public @Nullable String title() {
        return title;
    }

    public void title(@Nullable String value) {
        title = value;
    }

    public @Nullable String tableAttributes() {
        return tableAttributes;
    }

    public void tableAttributes(@Nullable String value) {
        tableAttributes = value;
    }

    public Lines lines() {
        return lines;
    }

    public void lines(Lines value) {
        lines = value;
    }

    public boolean doubleBorder() {
        return doubleBorder;
    }

    public void doubleBorder(boolean value) {
        doubleBorder = value;
    }

    public boolean doubleColumn() {
        return doubleColumn;
    }

    public void doubleColumn(boolean value) {
        doubleColumn = value;
    }

    public boolean doubleHeader() {
        return doubleHeader;
    }

    public void doubleHeader(boolean value) {
        doubleHeader = value;
    }

    public boolean numericLocale() {
        return numericLocale;
    }

    public void numericLocale(boolean value) {
        numericLocale = value;
    }

    public int columns() {
        return columns;
    }

    /** Sets the width that wrapped and expanded automatic output aim at; 0 for that of the screen. */
    public void columns(int value) {
        columns = value;
    }

    public Pager pager() {
        return pager;
    }

    public void pager(Pager value) {
        pager = value;
    }

    public int pagerMinLines() {
        return pagerMinLines;
    }

    public void pagerMinLines(int value) {
        pagerMinLines = value;
    }

    public int pieceRows() {
        return pieceRows;
    }

    /** Prints aligned tables in pieces of so many rows, each measured by itself; 0 for whole. */
    public void pieceRows(int value) {
        pieceRows = value;
    }
}
