package dev.tvsh.shell;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.terminal.JlineTerminal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The terminal that this process was started in. */
final class Terminals {

    private Terminals() {}

    static Optional<TerminalFactory> system() {
        return Optional.of((history, completion, settings) -> {
            try {
                return JlineTerminal.open(System.getenv(), history, completion, settings);
            } catch (IOException e) {
                throw new TvshException(
                        ExitCode.FATAL, "the terminal cannot be opened", List.of(String.valueOf(e.getMessage())), e);
            }
        });
    }
}
