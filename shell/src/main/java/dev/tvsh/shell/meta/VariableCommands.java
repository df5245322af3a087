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
                MetaCommand.of(
                        "set", ArgumentStyle.WORDS, "[NAME [VALUE ...]]", "set a variable", VariableCommands::set),
                MetaCommand.of("unset", ArgumentStyle.WORDS, "NAME", "forget a variable", VariableCommands::unset),
                MetaCommand.of(
                        "getenv",
                        ArgumentStyle.WORDS,
                        "NAME VARIABLE",
                        "set a variable from the environment",
                        VariableCommands::getenv),
                MetaCommand.of(
                        "setenv",
                        ArgumentStyle.WORDS,
                        "NAME [VALUE]",
                        "set or take away a variable of the environment",
                        VariableCommands::setenv));
    }

    private static void set(Call call) {
        List<String> words = call.meta().words();
        if (words.isEmpty()) {
            StringBuilder text = new StringBuilder();
            call.state().variables().all().forEach((name, value) -> text.append(name + " = '" + value + "'\n"));
            call.print(text.toString());
            return;
        }
        call.state().variables().set(words.get(0), String.join("", words.subList(1, words.size())));
    }

    private static void getenv(Call call) {
        if (call.meta().words().size() < 2) {
            throw GeneralCommands.missing(call);
        }
        String value = call.state().environment().get(call.word(1));
        if (value != null) {
            call.state().variables().set(call.word(0), value);
        }
    }

    private static void setenv(Call call) {
        String name = call.word(0);
        if (call.meta().words().isEmpty()) {
            throw GeneralCommands.missing(call);
        }
        if (name.indexOf('=') >= 0) {
            throw new TvshException(ExitCode.FATAL, "\\setenv: environment variable name must not contain \"=\"");
        }
        if (call.meta().words().size() < 2) {
            call.state().environment().remove(name);
        } else {
            call.state().environment().put(name, call.word(1));
        }
    }

    private static void unset(Call call) {
        if (call.word(0).isEmpty()) {
            throw new TvshException(ExitCode.FATAL, "\\unset: missing required argument");
        }
        call.state().variables().unset(call.word(0));
    }
}
