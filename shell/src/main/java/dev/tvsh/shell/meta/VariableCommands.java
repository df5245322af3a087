package dev.tvsh.shell.meta;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import java.util.List;

/** {@code \set} and {@code \\unset}. */
final class VariableCommands {

    private VariableCommands() {}

    static List<MetaCommand> all() {
        return List.of(
                MetaCommand.of("set", ArgumentStyle.WORDS, "[NAME [VALUE]]", "set a variable", VariableCommands::set),
                MetaCommand.of("unset", ArgumentStyle.WORDS, "NAME", "forget a variable", VariableCommands::unset));
    }

    private static void set(Call call) {
        List<String> words = call.meta().words();
        if (words.isEmpty()) {
            StringBuilder text = new StringBuilder();
            call.state()
                    .variables()
                    .all()
                    .forEach((name, value) -> text.append(name + " = '" + value.replace("'", "\\'") + "'\n"));
            call.print(text.toString());
            return;
        }
        call.state().variables().set(words.get(0), String.join("", words.subList(1, words.size())));
    }

    private static void unset(Call call) {
        if (call.word(0).isEmpty()) {
            throw new TvshException(ExitCode.FATAL, "\\unset: missing required argument");
        }
        call.state().variables().unset(call.word(0));
    }
}
