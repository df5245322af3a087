package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.input.Input;

/**
 * The mode of {@code \\restrict}, in which a dump whose text a server has made can do nothing but SQL. Only {@code \\unrestrict}
 * with the same key ends it.
 */
final class Restriction {

    private static final String END = "unrestrict";

    private Restriction() {}

    /** @throws TvshException if this input does not run now */
    static void check(ShellState state, Input input) {
        if (state.restriction().isEmpty()) {
            return;
        }
        boolean sql = input instanceof Input.Sql;
        boolean end = input instanceof Input.Meta meta && meta.name().equals(END);
        if (!sql && !end) {
            throw new TvshException(ExitCode.FATAL, "backslash commands are restricted; only \\unrestrict is allowed");
        }
    }
}
