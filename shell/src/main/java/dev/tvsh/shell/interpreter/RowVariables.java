package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.util.List;

/** {@code \gset}: the columns of the only row become variables. */
final class RowVariables {

    private RowVariables() {}

    /** @throws TvshException if there is no row or more than one, or a name cannot be a variable's */
    static void set(ShellState state, KeptResult result, List<String> words, MessagePlace place) {
        if (result.rows().size() != 1) {
            String found = result.rows().isEmpty() ? "no rows" : "more than one row";
            throw new TvshException(ExitCode.FATAL, found + " returned for \\gset");
        }
        String start = words.isEmpty() ? "" : words.get(0);
        for (int i = 0; i < result.columns().size(); i++) {
            String name = start + result.columns().get(i).name();
            String value = result.rows().get(0).get(i);
            if (Variables.isSpecial(name)) {
                place.warning(
                        state.output(), "attempt to \\gset into specially treated variable \"" + name + "\" ignored");
            } else if (value == null) {
                state.variables().unset(name);
            } else {
                state.variables().set(name, value);
            }
        }
    }
}
