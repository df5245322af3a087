package dev.tvsh.shell.interpreter;

import dev.tvsh.shell.input.Lexer;
import dev.tvsh.shell.terminal.UserTerminal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The data of a COPY as a person gives it: what was pasted behind the statement, and then what is typed. */
final class TypedLines implements InputLines {

    private static final String HINT = """
            Enter data to be copied followed by a newline.
            End with a backslash and a period on a line by itself, or an EOF signal.
            """;

    private final ShellState state;
    private final Lexer lexer;
    private final UserTerminal terminal;
    private final Prompt prompt;
    private boolean hinted;
    private int lines;
    private boolean cancelled;

    TypedLines(ShellState state, Lexer lexer, UserTerminal terminal, Prompt prompt) {
        this.state = state;
        this.lexer = lexer;
        this.terminal = terminal;
        this.prompt = prompt;
    }

    @Override
    public void dataBegins() {
        hinted = state.variables().isOn(Variables.QUIET);
        cancelled = false;
        lines = 0;
    }

    @Override
    public byte @Nullable [] next() {
        String line = lexer.takeLine();
        String given = line == null ? ask() : line;
        return given == null ? null : given.getBytes(state.charset());
    }

    /** What is pasted has several lines; what of it comes behind the end of the data is read as statements. */
    private @Nullable String ask() {
        if (!hinted) {
            hinted = true;
            state.output().echo(HINT);
        }
        state.output().flush();
        try {
            String answer = terminal.ask(prompt.ofData(++lines));
            if (answer == null) {
                return null;
            }
            List<String> given = answer.lines().map(line -> line + "\n").toList();
            lexer.feed(String.join("", given.isEmpty() ? List.of("\n") : given));
            return lexer.takeLine();
        } catch (UserTerminal.Interrupted e) {
            cancelled = true;
            return null;
        }
    }

    @Override
    public @Nullable String failure() {
        return cancelled ? "canceled by user" : null;
    }
}
