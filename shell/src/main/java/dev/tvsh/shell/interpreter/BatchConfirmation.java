package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.Confirmation;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.TvshException;
import java.util.List;

/**
 * Where nobody can be asked: goes on only if that was said beforehand.
 *
 * @param yes whether the process was started with {@code --yes}
 */
public record BatchConfirmation(boolean yes) implements Confirmation {

    @Override
    public void ask(Question question, Invocation invocation) {
        if (!yes && !invocation.yes()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    invocation.command() + " is not confirmed, and nobody can be asked",
                    List.of("Nothing was changed.", "  " + invocation.command() + " --yes    to go on without asking"));
        }
    }
}
