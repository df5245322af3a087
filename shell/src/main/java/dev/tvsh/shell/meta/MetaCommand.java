package dev.tvsh.shell.meta;

import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.Answer;
import dev.tvsh.shell.interpreter.MetaCommands;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One backslash command.
 *
 * @param names what it can be called, without the backslash; the first is shown in help
 * @param style how it reads its arguments
 * @param arguments as help shows them
 * @param summary one line, without a full stop; empty if help does not list it
 * @param handler does it
 */
record MetaCommand(
        List<String> names,
        ArgumentStyle style,
        String arguments,
        String summary,
        Function<MetaCommands.Call, Answer> handler) {

    private static final String ANY = "...";

    /** How many words it takes; what stands behind them is told and passed over. */
    int most() {
        boolean any = arguments.contains(ANY) || style == ArgumentStyle.LINE || style.sends();
        return any ? Integer.MAX_VALUE : arguments.isEmpty() ? 0 : arguments.split(" ").length;
    }

    /** A command after which everything goes on. */
    static MetaCommand of(
            String names, ArgumentStyle style, String arguments, String summary, Consumer<MetaCommands.Call> handler) {
        return deciding(names, style, arguments, summary, call -> {
            handler.accept(call);
            return Answer.OK;
        });
    }

    /** A command that decides what comes next. */
    static MetaCommand deciding(
            String names,
            ArgumentStyle style,
            String arguments,
            String summary,
            Function<MetaCommands.Call, Answer> handler) {
        return new MetaCommand(List.of(names.split(" ")), style, arguments, summary, handler);
    }
}
