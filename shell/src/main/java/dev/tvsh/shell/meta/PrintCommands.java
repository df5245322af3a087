package dev.tvsh.shell.meta;

import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import dev.tvsh.shell.interpreter.PrintOption;
import dev.tvsh.shell.interpreter.PrintOptionText;
import dev.tvsh.shell.interpreter.Variables;
import dev.tvsh.shell.render.PrintSettings.Format;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How results are printed. */
final class PrintCommands {

    private PrintCommands() {}

    static List<MetaCommand> all() {
        return List.of(
                command("a", "", "aligned or not", call -> format(call, Format.ALIGNED, Format.UNALIGNED)),
                command("H html", "", "HTML or aligned", call -> format(call, Format.HTML, Format.ALIGNED)),
                command("t", "[on|off]", "rows only", call -> option(call, "tuples_only", first(call))),
                command("x", "[on|off|auto]", "a line for each column", call -> option(call, "expanded", first(call))),
                words("f", "[TEXT]", "what separates fields", call -> option(call, "fieldsep", first(call))),
                words("C", "[TEXT]", "a title for tables", call -> option(call, "title", first(call))),
                words("T", "[TEXT]", "attributes of HTML tables", call -> option(call, "tableattr", first(call))),
                words("pset", "[NAME [VALUE]]", "set an option of printing", PrintCommands::pset),
                command("timing", "[on|off]", "how long statements take", PrintCommands::timing));
    }

    private static MetaCommand command(String names, String arguments, String summary, Consumer<Call> handler) {
        return MetaCommand.of(names, ArgumentStyle.NAMES, arguments, summary, handler);
    }

    private static MetaCommand words(String name, String arguments, String summary, Consumer<Call> handler) {
        return MetaCommand.of(name, ArgumentStyle.WORDS, arguments, summary, handler);
    }

    private static @Nullable String first(Call call) {
        return call.meta().words().isEmpty() ? null : call.word(0);
    }

    private static void format(Call call, Format one, Format other) {
        Format now = call.state().settings().format();
        Format next = now == one ? other : one;
        option(call, "format", next.word());
    }

    private static void pset(Call call) {
        if (call.meta().words().isEmpty()) {
            call.state().output().echo(PrintOptionText.all(call.state().settings()));
            return;
        }
        option(call, call.word(0), call.meta().words().size() > 1 ? call.word(1) : null);
    }

    private static void option(Call call, String name, @Nullable String value) {
        String told = PrintOption.set(call.state().settings(), name, value);
        if (told != null && !call.state().variables().isOn(Variables.QUIET)) {
            call.state().output().echo(told + "\n");
        }
    }

    private static void timing(Call call) {
        boolean on = call.word(0).isEmpty() ? !call.state().timing() : PrintOption.flag("\\timing", call.word(0));
        call.state().timing(on);
        if (!call.state().variables().isOn(Variables.QUIET)) {
            call.state().output().echo(on ? "Timing is on.\n" : "Timing is off.\n");
        }
    }
}
