package dev.tvsh.shell.interpreter;

import dev.tvsh.shell.render.PrintSettings;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The options of {@code \pset} as they stand: each in a sentence, or all in a list. */
public final class PrintOptionText {

    static final List<String> NAMES = List.of(
            "border",
            "columns",
            "csv_fieldsep",
            "expanded",
            "fieldsep",
            "fieldsep_zero",
            "footer",
            "format",
            "linestyle",
            "null",
            "numericlocale",
            "pager",
            "pager_min_lines",
            "recordsep",
            "recordsep_zero",
            "tableattr",
            "title",
            "tuples_only",
            "unicode_border_linestyle",
            "unicode_column_linestyle",
            "unicode_header_linestyle");

    private static final int NAME_WIDTH = 24;
    private static final String ZERO = "\0";

    private PrintOptionText() {}

    /** All options with their values, each in a line, as {@code \pset} takes them. */
    public static String all(PrintSettings settings) {
        StringBuilder text = new StringBuilder();
        for (String name : NAMES) {
            text.append(String.format(Locale.ROOT, "%-" + NAME_WIDTH + "s %s\n", name, value(settings, name)));
        }
        return text.toString();
    }

    private static String value(PrintSettings settings, String name) {
        return switch (name) {
            case "border" -> Integer.toString(settings.border());
            case "columns" -> Integer.toString(settings.columns());
            case "csv_fieldsep" -> quoted(settings.csvSeparator());
            case "expanded" -> settings.expanded().name().toLowerCase(Locale.ROOT);
            case "fieldsep" -> quoted(settings.fieldSeparator().equals(ZERO) ? "" : settings.fieldSeparator());
            case "fieldsep_zero" -> onOff(settings.fieldSeparator().equals(ZERO));
            case "footer" -> onOff(settings.footer());
            case "format" -> settings.format().word();
            case "linestyle" -> settings.lines().word();
            case "null" -> quoted(settings.nullText());
            case "numericlocale" -> onOff(settings.numericLocale());
            case "pager" -> Integer.toString(settings.pager().number());
            case "pager_min_lines" -> Integer.toString(settings.pagerMinLines());
            case "recordsep" -> quoted(settings.recordSeparator().equals(ZERO) ? "" : settings.recordSeparator());
            case "recordsep_zero" -> onOff(settings.recordSeparator().equals(ZERO));
            case "tableattr" -> quotedOrNothing(settings.tableAttributes());
            case "title" -> quotedOrNothing(settings.title());
            case "tuples_only" -> onOff(settings.tuplesOnly());
            case "unicode_border_linestyle" -> single(settings.doubleBorder());
            case "unicode_column_linestyle" -> single(settings.doubleColumn());
            default -> single(settings.doubleHeader());
        };
    }

    /** How an option stands, in psql's sentence. */
    static String told(PrintSettings settings, String name) {
        return switch (name) {
            case "border" -> "Border style is " + settings.border() + ".";
            case "columns" -> "Target width is " + (settings.columns() == 0 ? "unset" : settings.columns()) + ".";
            case "x", "expanded", "vertical" ->
                switch (settings.expanded()) {
                    case ON -> "Expanded display is on.";
                    case OFF -> "Expanded display is off.";
                    case AUTO -> "Expanded display is used automatically.";
                };
            case "csv_fieldsep" -> "Field separator for CSV is \"" + settings.csvSeparator() + "\".";
            case "fieldsep", "fieldsep_zero" ->
                settings.fieldSeparator().equals(ZERO)
                        ? "Field separator is zero byte."
                        : "Field separator is \"" + settings.fieldSeparator() + "\".";
            case "footer" -> "Default footer is " + onOff(settings.footer()) + ".";
            case "format" -> "Output format is " + settings.format().word() + ".";
            case "linestyle" -> "Line style is " + settings.lines().word() + ".";
            case "null" -> "Null display is \"" + settings.nullText() + "\".";
            case "numericlocale" -> "Locale-adjusted numeric output is " + onOff(settings.numericLocale()) + ".";
            case "pager" ->
                switch (settings.pager()) {
                    case OFF -> "Pager usage is off.";
                    case LONG -> "Pager is used for long output.";
                    case ALWAYS -> "Pager is always used.";
                };
            case "pager_min_lines" ->
                "Pager won't be used for less than " + settings.pagerMinLines()
                        + (settings.pagerMinLines() == 1 ? " line." : " lines.");
            case "recordsep", "recordsep_zero" ->
                switch (settings.recordSeparator()) {
                    case ZERO -> "Record separator is zero byte.";
                    case "\n" -> "Record separator is <newline>.";
                    default -> "Record separator is \"" + settings.recordSeparator() + "\".";
                };
            case "T", "tableattr" ->
                settings.tableAttributes() == null
                        ? "Table attributes unset."
                        : "Table attributes are \"" + settings.tableAttributes() + "\".";
            case "C", "title" ->
                settings.title() == null ? "Title is unset." : "Title is \"" + settings.title() + "\".";
            case "t", "tuples_only" -> "Tuples only is " + onOff(settings.tuplesOnly()) + ".";
            case "unicode_border_linestyle" ->
                "Unicode border line style is \"" + single(settings.doubleBorder()) + "\".";
            case "unicode_column_linestyle" ->
                "Unicode column line style is \"" + single(settings.doubleColumn()) + "\".";
            default -> "Unicode header line style is \"" + single(settings.doubleHeader()) + "\".";
        };
    }

    private static String single(boolean isDouble) {
        return isDouble ? "double" : "single";
    }

    private static String onOff(boolean value) {
        return value ? "on" : "off";
    }

    private static String quotedOrNothing(@Nullable String text) {
        return text == null ? "" : quoted(text);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\n", "\\n").replace("'", "\\'") + "'";
    }
}
