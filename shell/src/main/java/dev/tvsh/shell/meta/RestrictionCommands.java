package dev.tvsh.shell.meta;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import java.util.List;

/** {@code \restrict} and {@code \\unrestrict}, between which pg_dump puts the text of a dump. */
final class RestrictionCommands {

    private RestrictionCommands() {}

    static List<MetaCommand> all() {
        return List.of(
                MetaCommand.of(
                        "restrict",
                        ArgumentStyle.WORDS,
                        "KEY",
                        "run no backslash commands until \\unrestrict KEY",
                        call -> call.state().restriction(key(call))),
                MetaCommand.of(
                        "unrestrict",
                        ArgumentStyle.WORDS,
                        "KEY",
                        "run backslash commands again",
                        RestrictionCommands::unrestrict));
    }

    private static void unrestrict(Call call) {
        String key = key(call);
        String expected = call.state()
                .restriction()
                .orElseThrow(() -> new TvshException(ExitCode.FATAL, "\\unrestrict: not currently in restricted mode"));
        if (!key.equals(expected)) {
            throw new TvshException(ExitCode.FATAL, "\\unrestrict: wrong key");
        }
        call.state().restriction(null);
    }

    private static String key(Call call) {
        if (call.word(0).isEmpty()) {
            throw GeneralCommands.missing(call);
        }
        return call.word(0);
    }
}
