package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Function;

/** Lets the results of one statement go to a file or a program. */
final class RedirectedResults {

    private final ShellState state;
    private final Programs programs;

    RedirectedResults(ShellState state, Programs programs) {
        this.state = state;
        this.programs = programs;
    }

    /** Runs with the results going where they should. */
    Finished run(Sending sending, Function<Sending, Finished> run) {
        String file = sending.file();
        if (file.isEmpty()) {
            return run.apply(sending);
        }
        try {
            state.output()
                    .divert(
                            file.startsWith("|")
                                    ? programs.reading(file.substring(1))
                                    : Files.newOutputStream(state.path(file)));
        } catch (IOException e) {
            throw new TvshException(ExitCode.FATAL, FileProblem.of(file, e));
        }
        try {
            return run.apply(sending);
        } finally {
            state.output().divertEnd();
        }
    }
}
