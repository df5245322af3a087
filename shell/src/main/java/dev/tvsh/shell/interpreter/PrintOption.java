package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.render.PrintSettings;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The options of {@code \pset}. */
public final class PrintOption {

    private static final List<String> NAMES = List.of(
            "border",
            "csv_fieldsep",
            "expanded",
            "fieldsep",
            "footer",
            "format",
            "null",
            "recordsep",
            "title",
            "tuples_only");

    private PrintOption() {}

    /**
     * Sets an option.
     *
     * @param value null or empty where a switch is turned over, or the option only shown
     * @return what has been set, in a sentence
     * @throws TvshException if there is no such option, or it does not take this value
     */
    public static String set(PrintSettings settings, String name, @Nullable String value) {
        String given = value == null ? "" : value;
        switch (name) {
            case "format" -> format(settings, given);
            case "border" -> border(settings, given);
            case "x", "expanded", "vertical" -> expanded(settings, given);
            case "t", "tuples_only" ->
                turn(settings, given, name, PrintSettings::tuplesOnly, PrintSettings::tuplesOnly);
            case "footer" -> turn(settings, given, name, PrintSettings::footer, PrintSettings::footer);
            case "null" -> settings.nullText(value == null ? settings.nullText() : value);
            case "fieldsep" -> settings.fieldSeparator(given.isEmpty() ? settings.fieldSeparator() : given);
            case "fieldsep_zero" -> settings.fieldSeparator("\0");
            case "recordsep" -> settings.recordSeparator(given.isEmpty() ? settings.recordSeparator() : given);
            case "recordsep_zero" -> settings.recordSeparator("\0");
            case "csv_fieldsep" -> csvSeparator(settings, given);
            case "title" -> settings.title(given.isEmpty() ? null : given);
            default -> throw new TvshException(ExitCode.FATAL, "\\pset: unknown option: " + name);
        }
        return told(settings, name);
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

    /** All options with their values. */
    public static String all(PrintSettings settings) {
        StringBuilder text = new StringBuilder();
        NAMES.forEach(name -> text.append(told(settings, name)).append('\n'));
        return text.toString();
    }

    public static boolean flag(String name, String value) {
        return Variables.parse(value)
                .orElseThrow(() -> new TvshException(
                        ExitCode.FATAL, "unrecognized value \"" + value + "\" for \"" + name + "\": Boolean expected"));
    }

    private static void turn(
            PrintSettings settings,
            String value,
            String name,
            Predicate<PrintSettings> now,
            BiConsumer<PrintSettings, Boolean> set) {
        set.accept(settings, value.isEmpty() ? !now.test(settings) : flag("\\pset " + name, value));
    }

    private static void expanded(PrintSettings settings, String value) {
        if (value.equals("auto")) {
            settings.expanded(PrintSettings.Expanded.AUTO);
            return;
        }
        boolean on =
                value.isEmpty() ? settings.expanded() == PrintSettings.Expanded.OFF : flag("\\pset expanded", value);
        settings.expanded(on ? PrintSettings.Expanded.ON : PrintSettings.Expanded.OFF);
    }

    private static void format(PrintSettings settings, String value) {
        for (PrintSettings.Format format : PrintSettings.Format.values()) {
            if (!value.isEmpty() && format.name().toLowerCase(Locale.ROOT).startsWith(value)) {
                settings.format(format);
                return;
            }
        }
        if (!value.isEmpty()) {
            throw new TvshException(ExitCode.FATAL, "\\pset: allowed formats are aligned, csv, unaligned");
        }
    }

    private static void border(PrintSettings settings, String value) {
        if (value.isEmpty()) {
            return;
        }
        if (!value.matches("[0-9]{1,5}")) {
            throw new TvshException(ExitCode.FATAL, "\\pset: border is 0, 1 or 2");
        }
        settings.border(Math.min(2, Integer.parseInt(value)));
    }

    private static void csvSeparator(PrintSettings settings, String value) {
        if (value.isEmpty()) {
            return;
        }
        if (value.length() != 1 || "\"\n\r".contains(value)) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "\\pset: csv_fieldsep must be a single one-byte character other than a quote or line end");
        }
        settings.csvSeparator(value);
    }

    private static String told(PrintSettings settings, String name) {
        return switch (name) {
            case "format" -> "Output format is " + settings.format().name().toLowerCase(Locale.ROOT) + ".";
            case "border" -> "Border style is " + settings.border() + ".";
            case "x", "expanded", "vertical" ->
                switch (settings.expanded()) {
                    case ON -> "Expanded display is on.";
                    case OFF -> "Expanded display is off.";
                    case AUTO -> "Expanded display is used automatically.";
                };
            case "t", "tuples_only" -> "Tuples only is " + onOff(settings.tuplesOnly()) + ".";
            case "footer" -> "Default footer is " + onOff(settings.footer()) + ".";
            case "null" -> "Null display is \"" + settings.nullText() + "\".";
            case "fieldsep", "fieldsep_zero" ->
                settings.fieldSeparator().equals("\0")
                        ? "Field separator is zero byte."
                        : "Field separator is \"" + settings.fieldSeparator() + "\".";
            case "csv_fieldsep" -> "Field separator for CSV is \"" + settings.csvSeparator() + "\".";
            case "title" -> settings.title() == null ? "Title is unset." : "Title is \"" + settings.title() + "\".";
            default ->
                switch (settings.recordSeparator()) {
                    case "\0" -> "Record separator is zero byte.";
                    case "\n" -> "Record separator is <newline>.";
                    default -> "Record separator is \"" + settings.recordSeparator() + "\".";
                };
        };
    }

    private static String onOff(boolean value) {
        return value ? "on" : "off";
    }
}
