package dev.tvsh.shell.meta;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import dev.tvsh.shell.interpreter.Variables;
import dev.tvsh.shell.terminal.UserTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** {@code \s}: what was typed, on the screen or into a file. Without a terminal nothing was typed. */
final class HistoryCommand {

    private HistoryCommand() {}

    static MetaCommand command() {
        return MetaCommand.of(
                "s", ArgumentStyle.NAMES, "[FILE]", "show the history, or write it to a file", HistoryCommand::run);
    }

    private static void run(Call call) {
        String name = call.word(0);
        Optional<UserTerminal> terminal = call.state().terminal();
        if (name.isEmpty()) {
            List<String> lines = terminal.map(UserTerminal::history).orElse(List.of());
            call.page(String.join("\n", lines) + (lines.isEmpty() ? "\n" : "\n\n"));
        }
        if (terminal.isEmpty()) {
            throw new TvshException(
                    ExitCode.FATAL, name.isEmpty() ? "" : "\\s: there is no history without a terminal");
        }
        if (!name.isEmpty()) {
            write(call, name, terminal.get().history());
        }
    }

    private static void write(Call call, String name, List<String> lines) {
        try {
            Files.writeString(call.state().path(name), String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"));
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "could not save history to file \"" + name + "\": " + FileProblem.reason(e),
                    List.of(),
                    e);
        }
        if (!call.state().variables().isOn(Variables.QUIET)) {
            call.state().output().echo("Wrote history to file \"" + name + "\".\n");
        }
    }
}
