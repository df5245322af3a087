package dev.tvsh.shell.input;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.util.List;

/** A line that cannot be read, for example because a quote is not closed; the lexer goes on behind it. */
public final class InputException extends TvshException {

    private static final long serialVersionUID = 1L;

    public InputException(String message, String... advice) {
        super(ExitCode.FATAL, message, List.of(advice));
    }
}
