package dev.tvsh.shell.meta;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.Conditions;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import dev.tvsh.shell.interpreter.Variables;
import java.util.List;

/** {@code \if} and what belongs to it. */
final class ConditionCommands {

    private ConditionCommands() {}

    static List<MetaCommand> all() {
        return List.of(
                MetaCommand.of(
                        "if", ArgumentStyle.WORDS, "EXPR...", "begin a conditional block", ConditionCommands::begin),
                MetaCommand.of(
                        "elif", ArgumentStyle.WORDS, "EXPR...", "the next alternative", ConditionCommands::elseIf),
                MetaCommand.of("else", ArgumentStyle.WORDS, "", "the last alternative", ConditionCommands::otherwise),
                MetaCommand.of("endif", ArgumentStyle.WORDS, "", "end a conditional block", ConditionCommands::end));
    }

    private static void otherwise(Call call) {
        boolean ran = call.state().conditions().active();
        call.state().conditions().otherwise();
        call.lexer().nextBranch(ran);
    }

    private static void end(Call call) {
        boolean ran = call.state().conditions().active();
        call.state().conditions().end();
        call.lexer().branchEnds(ran);
    }

    private static void begin(Call call) {
        Conditions conditions = call.state().conditions();
        call.lexer().branchBegins();
        if (!conditions.active()) {
            conditions.begin(false);
            return;
        }
        // An expression that cannot be read opens the block all the same, so that its end is found.
        boolean known = Variables.parse(expression(call)).isPresent();
        conditions.begin(Variables.parse(expression(call)).orElse(false));
        if (!known) {
            throw unknown(call);
        }
    }

    private static void elseIf(Call call) {
        Conditions conditions = call.state().conditions();
        boolean matters = conditions.elifMatters();
        boolean known = Variables.parse(expression(call)).isPresent();
        boolean ran = conditions.active();
        conditions.elseIf(matters && Variables.parse(expression(call)).orElse(false));
        call.lexer().nextBranch(ran);
        if (matters && !known) {
            throw unknown(call);
        }
    }

    /** All that stands behind the command. */
    private static String expression(Call call) {
        return String.join(" ", call.meta().words());
    }

    private static TvshException unknown(Call call) {
        return new TvshException(
                ExitCode.FATAL,
                "unrecognized value \"" + expression(call) + "\" for \"\\"
                        + call.meta().name() + " expression\": Boolean expected");
    }
}
