package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.transcript.Transcript;
import dev.tvsh.shell.terminal.UserTerminal;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Asks the person at the terminal something that yes answers, and records the answer; Ctrl-C and Ctrl-D are a no.
 *
 * @param yes whether the process was started with {@code --yes}
 */
public record YesOrNo(UserTerminal terminal, Transcript transcript, boolean yes) implements Predicate<String> {

    @Override
    public boolean test(String question) {
        if (yes) {
            return true;
        }
        String text = question + " [y/n] ";
        String answer;
        try {
            answer = terminal.ask(text);
        } catch (UserTerminal.Interrupted e) {
            answer = null;
        }
        String given = answer == null ? "" : answer;
        transcript.answer(text, given);
        return List.of("y", "yes").contains(given.strip().toLowerCase(Locale.ROOT));
    }
}
