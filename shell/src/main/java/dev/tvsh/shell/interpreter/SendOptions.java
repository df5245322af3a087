package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.input.Input;
import dev.tvsh.shell.render.PrintSettings;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * What {@code \g} and {@code \gx} say about one statement.
 *
 * @param settings how its result is printed
 * @param file where it goes; empty for where results go anyway
 */
record SendOptions(PrintSettings settings, String file) {

    static SendOptions of(Input.Meta send, ShellState state) {
        PrintSettings settings = state.settings().copy();
        if (send.name().equals("gx")) {
            settings.expanded(PrintSettings.Expanded.ON);
        }
        if (send.word(0).startsWith("|")) {
            throw new TvshException(ExitCode.FATAL, "\\" + send.name() + ": results cannot be piped into a program");
        }
        return new SendOptions(settings, send.word(0));
    }

    /** Runs with the results going where they should. */
    Finished around(ShellState state, Supplier<Finished> run) {
        if (file.isEmpty()) {
            return run.get();
        }
        try {
            state.output().divert(state.path(file));
        } catch (IOException e) {
            throw new TvshException(ExitCode.FATAL, FileProblem.of(file, e));
        }
        try {
            return run.get();
        } finally {
            state.output().divertEnd();
        }
    }
}
