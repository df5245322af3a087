package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.Confirmation;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.transcript.Transcript;
import dev.tvsh.shell.terminal.UserTerminal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Asks the person at the terminal, and records the answer.
 *
 * @param yes whether the process was started with {@code --yes}
 */
public record TerminalConfirmation(UserTerminal terminal, Transcript transcript, boolean yes) implements Confirmation {

    @Override
    public void ask(Question question, Invocation invocation) {
        if (yes || invocation.yes()) {
            return;
        }
        boolean typed = !question.typedName().isEmpty();
        String text = question.text() + (typed ? ", or n: " : " [y/n] ");
        String answer = answer(text);
        transcript.answer(text, answer == null ? "" : answer);
        String given = answer == null ? "" : answer.strip();
        boolean agreed = typed
                ? given.equals(question.typedName())
                : List.of("y", "yes").contains(given.toLowerCase(Locale.ROOT));
        if (!agreed) {
            throw new TvshException(ExitCode.REFUSED, "not confirmed", List.of("Nothing was changed."));
        }
    }

    private @Nullable String answer(String text) {
        try {
            return terminal.ask(text);
        } catch (UserTerminal.Interrupted e) {
            return null;
        }
    }
}
