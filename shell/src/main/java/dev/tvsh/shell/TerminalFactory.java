package dev.tvsh.shell;

import dev.tvsh.shell.completion.CompletionSource;
import dev.tvsh.shell.terminal.EditorSettings;
import dev.tvsh.shell.terminal.UserTerminal;
import java.nio.file.Path;

/** Opens the terminal, at the moment that a person is to be asked for something. */
@FunctionalInterface
public interface TerminalFactory {

    /**
     * Opens the terminal.
     *
     * @param history the file in which what was typed is kept
     * @param settings what the user wants of the line editor
     */
    UserTerminal open(Path history, CompletionSource completion, EditorSettings settings);
}
