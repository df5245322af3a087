package dev.tvsh.shell.interpreter;

import dev.tvsh.shell.input.Input;
import dev.tvsh.shell.render.PrintSettings;
import java.util.List;

/**
 * How one statement is sent and what becomes of its last result: what {@code \g} and the like say.
 *
 * @param settings how results are printed
 * @param use what becomes of the last result
 * @param words further words of the command
 * @param file where results go; empty for where they go anyway
 */
public record Sending(PrintSettings settings, Use use, List<String> words, String file) {

    /** What becomes of a result. */
    public enum Use {
        PRINT,
        /** Its only row becomes variables: {@code \gset}. */
        SET,
        /** Its cells are statements that run: {@code \gexec}. */
        EXECUTE,
        /** It is printed with its rows turned into columns: {@code \crosstabview}. */
        CROSSTAB,
        /** The statement does not run, its columns are told: {@code \gdesc}. */
        DESCRIBE
    }

    public Sending {
        words = List.copyOf(words);
    }

    /** As a semicolon sends. */
    public static Sending plain(ShellState state) {
        return new Sending(state.settings(), Use.PRINT, List.of(), "");
    }

    static Sending of(Input.Meta send, ShellState state) {
        List<String> words = send.words();
        return switch (send.name()) {
            case "gset" -> new Sending(state.settings(), Use.SET, words, "");
            case "gexec" -> new Sending(state.settings(), Use.EXECUTE, words, "");
            case "gdesc" -> new Sending(state.settings(), Use.DESCRIBE, words, "");
            case "crosstabview" -> new Sending(state.settings(), Use.CROSSTAB, words, "");
            default -> printed(send, state);
        };
    }

    private static Sending printed(Input.Meta send, ShellState state) {
        PrintSettings settings = state.settings().copy();
        if (send.name().equals("gx")) {
            settings.expanded(PrintSettings.Expanded.ON);
        }
        List<String> words = send.words();
        int next = 0;
        if (!words.isEmpty() && words.get(0).startsWith("(")) {
            next = PrintOption.setAll(settings, "\\" + send.name(), words);
        }
        return new Sending(settings, Use.PRINT, List.of(), next < words.size() ? words.get(next) : "");
    }
}
