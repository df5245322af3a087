package dev.tvsh.shell.meta;

import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import dev.tvsh.shell.interpreter.PrintOption;
import dev.tvsh.shell.render.PrintSettings;
import java.util.List;
import java.util.Set;

/** How results are printed. */
final class PrintCommands {

    private static final Set<String> SILENT_WHEN_SET = Set.of("t", "tuples_only", "footer");

    private PrintCommands() {}

    static List<MetaCommand> all() {
        return List.of(
                MetaCommand.of("a", ArgumentStyle.NAMES, "", "aligned or not", PrintCommands::align),
                MetaCommand.of(
                        "t",
                        ArgumentStyle.NAMES,
                        "[on|off]",
                        "rows only",
                        call -> option(call, "tuples_only", call.word(0))),
                MetaCommand.of(
                        "x",
                        ArgumentStyle.NAMES,
                        "[on|off|auto]",
                        "each row as a list of its columns",
                        call -> option(call, "expanded", call.word(0))),
                MetaCommand.of(
                        "f",
                        ArgumentStyle.WORDS,
                        "[TEXT]",
                        "what separates fields",
                        call -> option(call, "fieldsep", call.word(0))),
                MetaCommand.of(
                        "C",
                        ArgumentStyle.WORDS,
                        "[TEXT]",
                        "a title for tables",
                        call -> option(call, "title", call.word(0))),
                MetaCommand.of(
                        "pset",
                        ArgumentStyle.WORDS,
                        "[NAME [VALUE]]",
                        "set an option of printing",
                        PrintCommands::pset),
                MetaCommand.of(
                        "timing", ArgumentStyle.NAMES, "[on|off]", "how long statements take", PrintCommands::timing));
    }

    private static void align(Call call) {
        boolean aligned = call.state().settings().format() == PrintSettings.Format.ALIGNED;
        option(call, "format", aligned ? "unaligned" : "aligned");
    }

    private static void pset(Call call) {
        if (call.meta().words().isEmpty()) {
            call.print(PrintOption.all(call.state().settings()));
            return;
        }
        option(call, call.word(0), call.meta().words().size() > 1 ? call.word(1) : null);
    }

    private static void option(Call call, String name, @org.jspecify.annotations.Nullable String value) {
        String told = PrintOption.set(call.state().settings(), name, value);
        // psql says nothing where a switch is set, and speaks where it is turned over.
        boolean set = value != null && !value.isEmpty() && SILENT_WHEN_SET.contains(name);
        if (!set && !call.state().variables().isOn("QUIET")) {
            call.print(told + "\n");
        }
    }

    private static void timing(Call call) {
        boolean on = call.word(0).isEmpty() ? !call.state().timing() : PrintOption.flag("\\timing", call.word(0));
        call.state().timing(on);
        if (!call.state().variables().isOn("QUIET")) {
            call.print(on ? "Timing is on.\n" : "Timing is off.\n");
        }
    }
}
