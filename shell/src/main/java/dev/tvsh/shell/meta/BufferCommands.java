package dev.tvsh.shell.meta;

import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import java.util.List;

/** The statement that is being typed. */
final class BufferCommands {

    private BufferCommands() {}

    static List<MetaCommand> all() {
        return List.of(
                MetaCommand.of(
                        "g", ArgumentStyle.SEND, "[FILE]", "run the statement, or the last one again", call -> {}),
                MetaCommand.of("gx", ArgumentStyle.SEND, "[FILE]", "as \\g, in expanded form", call -> {}),
                send("gset", "[PREFIX]", "run the statement, and keep its row in variables"),
                send("gexec", "", "run the statement, and each cell of its result"),
                send("watch", "[SECONDS]", "run the statement again and again"),
                send("gdesc", "", "tell the columns that the statement would give"),
                send("crosstabview", "[COLUMNS]", "run the statement, with rows turned into columns"),
                MetaCommand.of("p print", ArgumentStyle.NAMES, "", "show the statement so far", BufferCommands::print),
                MetaCommand.of(
                        "r reset", ArgumentStyle.NAMES, "", "forget the statement so far", BufferCommands::reset));
    }

    private static MetaCommand send(String name, String arguments, String summary) {
        return MetaCommand.of(name, ArgumentStyle.SEND_NAMES, arguments, summary, call -> {});
    }

    private static void print(Call call) {
        String typed = call.lexer().buffer();
        String shown = typed.isEmpty() ? call.state().lastStatement() : typed;
        call.print(shown.isEmpty() ? "Query buffer is empty.\n" : shown + "\n");
    }

    private static void reset(Call call) {
        call.lexer().clearBuffer();
        if (!call.state().variables().isOn("QUIET")) {
            call.print("Query buffer reset (cleared).\n");
        }
    }
}
