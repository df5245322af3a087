package dev.tvsh.shell.render;

import org.jspecify.annotations.Nullable;

/** How results are printed; {@code \pset} and the options of the process change it. */
public final class PrintSettings {

    /** The formats. */
    public enum Format {
        ALIGNED,
        UNALIGNED,
        CSV;

        /** How the command tag of a statement is shown. */
        public String status(String commandTag) {
            return commandTag + "\n";
        }
    }

    /** Whether a row is printed as a list of its columns. */
    public enum Expanded {
        OFF,
        ON,
        AUTO
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

    public PrintSettings() {}

    /** The same settings, to be changed for one result. */
    public PrintSettings copy() {
        PrintSettings copy = new PrintSettings();
        copy.format = format;
        copy.expanded = expanded;
        copy.border = border;
        copy.tuplesOnly = tuplesOnly;
        copy.footer = footer;
        copy.nullText = nullText;
        copy.fieldSeparator = fieldSeparator;
        copy.recordSeparator = recordSeparator;
        copy.csvSeparator = csvSeparator;
        copy.title = title;
        return copy;
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

    /** Sets the border: 0, 1 or 2. */
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
}
