package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.render.PrintSettings;
import dev.tvsh.shell.render.PrintSettings.Expanded;
import dev.tvsh.shell.render.PrintSettings.Format;
import dev.tvsh.shell.render.PrintSettings.Lines;
import dev.tvsh.shell.render.PrintSettings.Pager;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The options of {@code \pset}. */
public final class PrintOption {

    private static final Pattern NUMBER = Pattern.compile("\\s*([+-]?[0-9]{1,9})");

    private PrintOption() {}

    /**
     * Sets an option.
     *
     * @param value null where a switch is turned over, or the option only shown
     * @return what has been set, in a sentence; null if psql says nothing, as for switches that are set to a value
     * @throws TvshException if there is no such option, or it does not take this value
     */
    public static @Nullable String set(PrintSettings settings, String name, @Nullable String value) {
        switch (name) {
            case "numericlocale" ->
                settings.numericLocale(value == null ? !settings.numericLocale() : flag(name, value));
            case "t", "tuples_only" -> settings.tuplesOnly(value == null ? !settings.tuplesOnly() : flag(name, value));
            case "footer" -> settings.footer(value == null ? !settings.footer() : flag(name, value));
            case "x", "expanded", "vertical" -> expanded(settings, name, value);
            case "pager" -> pager(settings, value);
            case "fieldsep_zero" -> settings.fieldSeparator("\0");
            case "recordsep_zero" -> settings.recordSeparator("\0");
            case "C", "title" -> settings.title(value);
            case "T", "tableattr" -> settings.tableAttributes(value);
            default -> {
                if (!PrintOptionText.NAMES.contains(name)) {
                    throw error("unknown option: " + name);
                }
                if (value != null) {
                    setValue(settings, name, value);
                }
            }
        }
        boolean silent = value != null
                && switch (name) {
                    case "numericlocale", "t", "tuples_only", "footer" -> true;
                    default -> false;
                };
        return silent ? null : PrintOptionText.told(settings, name);
    }

    private static void setValue(PrintSettings settings, String name, String value) {
        switch (name) {
            case "format" -> format(settings, value);
            case "linestyle" -> lineStyle(settings, value);
            case "unicode_border_linestyle" -> settings.doubleBorder(isDouble(value, "border"));
            case "unicode_column_linestyle" -> settings.doubleColumn(isDouble(value, "column"));
            case "unicode_header_linestyle" -> settings.doubleHeader(isDouble(value, "header"));
            case "border" -> settings.border(number(value));
            case "columns" -> settings.columns(number(value));
            case "pager_min_lines" -> settings.pagerMinLines(number(value));
            case "null" -> settings.nullText(value);
            case "fieldsep" -> settings.fieldSeparator(value);
            case "recordsep" -> settings.recordSeparator(value);
            default -> csvSeparator(settings, value);
        }
    }

    /**
     * Reads {@code (name=value ...)} from the beginning of a command's words.
     *
     * @return how many words it takes
     * @throws TvshException as {@link #set}, or if it is not closed
     */
    public static int setAll(PrintSettings settings, String command, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).substring(i == 0 ? 1 : 0);
            boolean last = word.endsWith(")");
            String option = last ? word.substring(0, word.length() - 1) : word;
            if (!option.isEmpty()) {
                int equals = option.indexOf('=');
                set(
                        settings,
                        equals < 0 ? option : option.substring(0, equals),
                        equals < 0 ? null : option.substring(equals + 1));
            }
            if (last) {
                return i + 1;
            }
        }
        throw new TvshException(ExitCode.FATAL, command + ": missing right parenthesis");
    }

    /** What they are called. */
    public static List<String> names() {
        return List.copyOf(PrintOptionText.NAMES);
    }

    /** Reads a switch. @throws TvshException if it is none */
    public static boolean flag(String name, String value) {
        return Variables.parse(value).orElseThrow(() -> Variables.notBoolean(name, value));
    }

    private static void expanded(PrintSettings settings, String name, @Nullable String value) {
        if (value != null && value.equalsIgnoreCase("auto")) {
            settings.expanded(Expanded.AUTO);
            return;
        }
        boolean on = value == null
                ? settings.expanded() == Expanded.OFF
                : Variables.parse(value).orElseThrow(() -> Variables.notThis(name, value, "on, off, auto"));
        settings.expanded(on ? Expanded.ON : Expanded.OFF);
    }

    private static void pager(PrintSettings settings, @Nullable String value) {
        if (value != null && value.equalsIgnoreCase("always")) {
            settings.pager(Pager.ALWAYS);
            return;
        }
        boolean on = value == null
                ? settings.pager() != Pager.LONG
                : Variables.parse(value).orElseThrow(() -> Variables.notThis("pager", value, "on, off, always"));
        settings.pager(on ? Pager.LONG : Pager.OFF);
    }

    /** The beginning of a name is enough if it is that of one name only; {@code latex} is a whole name. */
    private static void format(PrintSettings settings, String value) {
        Format found = null;
        for (Format format : Format.values()) {
            if (!starts(format.word(), value)) {
                continue;
            }
            if (found != null) {
                boolean more = found == Format.LATEX && format == Format.LATEX_LONGTABLE;
                boolean whole = found.word().equalsIgnoreCase(value);
                if (more || whole) {
                    continue;
                }
                throw error("ambiguous abbreviation \"" + value + "\" matches both \"" + found.word() + "\" and \""
                        + format.word() + "\"");
            }
            found = format;
        }
        if (found == null) {
            throw error("allowed formats are aligned, asciidoc, csv, html, json, jsonl, latex, latex-longtable, "
                    + "troff-ms, unaligned, wrapped");
        }
        settings.format(found);
    }

    private static void lineStyle(PrintSettings settings, String value) {
        for (Lines lines : Lines.values()) {
            if (starts(lines.word(), value)) {
                settings.lines(lines);
                return;
            }
        }
        throw error("allowed line styles are ascii, old-ascii, unicode");
    }

    private static boolean isDouble(String value, String which) {
        boolean single = starts("single", value);
        if (!single && !starts("double", value)) {
            throw error("allowed Unicode " + which + " line styles are single, double");
        }
        return !single;
    }

    private static boolean starts(String word, String beginning) {
        return word.startsWith(beginning.toLowerCase(Locale.ROOT));
    }

    /** The number at the beginning of a text; 0 if there is none. */
    private static int number(String value) {
        Matcher digits = NUMBER.matcher(value);
        return digits.lookingAt() ? Integer.parseInt(digits.group(1)) : 0;
    }

    private static void csvSeparator(PrintSettings settings, String value) {
        if (value.length() != 1 || value.charAt(0) == 0 || value.charAt(0) >= 0x80) {
            throw error("csv_fieldsep must be a single one-byte character");
        }
        if ("\"\n\r".contains(value)) {
            throw error("csv_fieldsep cannot be a double quote, a newline, or a carriage return");
        }
        settings.csvSeparator(value);
    }

    private static TvshException error(String text) {
        return new TvshException(ExitCode.FATAL, "\\pset: " + text);
    }
}
