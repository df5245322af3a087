package dev.tvsh.shell.replay;

import dev.tvsh.shell.input.Input;
import java.util.Set;

/**
 * Says what of a transcript may run. A transcript is a file from somewhere, so it gets no way to the operating system:
 * no shell, no files to read or write, no values that a program computes.
 */
final class ReplayGuard {

    private static final Set<String> HARMLESS = Set.of(
            "a",
            "C",
            "f",
            "H",
            "t",
            "T",
            "x",
            "pset",
            "timing",
            "echo",
            "qecho",
            "warn",
            "set",
            "unset",
            "conninfo",
            "encoding",
            "errverbose",
            "h",
            "help",
            "?",
            "p",
            "print",
            "r",
            "reset",
            "copyright",
            "g",
            "gx",
            "gdesc",
            "q",
            "quit",
            "l",
            "list",
            "z",
            "dp",
            "sf",
            "sv");

    private static final Set<String> CONDITIONS = Set.of("if", "elif", "else", "endif");

    private ReplayGuard() {}

    /** Why the input may not run; empty if it may. */
    static String refusal(Input input) {
        if (input instanceof Input.Host) {
            return "a replay runs no lines of the operating system's shell";
        }
        if (input instanceof Input.Sql sql && sql.send().isPresent()) {
            return refusal(sql.send().get());
        }
        return input instanceof Input.Meta meta ? refusal(meta) : "";
    }

    private static String refusal(Input.Meta meta) {
        if (meta.raw().indexOf('`') >= 0) {
            return "a replay runs no backquotes";
        }
        boolean known = HARMLESS.contains(meta.name()) || meta.name().matches("d[a-zA-Z]*[S+]*");
        if (!known) {
            return isOtherDatabase(meta) ? "" : "a replay does not run \\" + meta.name();
        }
        boolean sends = meta.name().equals("g") || meta.name().equals("gx");
        return sends && !meta.words().isEmpty() && !meta.word(0).startsWith("(")
                ? "a replay writes no results to files or programs"
                : "";
    }

    /** Another database of the same cluster; never another host, nor a connection string. */
    private static boolean isOtherDatabase(Input.Meta meta) {
        boolean connects = meta.name().equals("c") || meta.name().equals("connect");
        return connects
                && meta.words().size() == 1
                && !meta.word(0).contains("=")
                && !meta.word(0).contains("://");
    }

    /** Whether the input only says which inputs run; those that ran are recorded themselves. */
    static boolean steers(Input input) {
        return input instanceof Input.Meta meta && CONDITIONS.contains(meta.name());
    }

    /** Whether the session ends with this input. */
    static boolean ends(Input input) {
        if (input instanceof Input.Meta meta) {
            return meta.name().equals("q") || meta.name().equals("quit");
        }
        return input instanceof Input.CommandLine line
                && (line.name().equals("quit") || line.name().equals("exit"));
    }
}
