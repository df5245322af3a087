package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.input.Input;
import dev.tvsh.shell.input.InputException;
import dev.tvsh.shell.input.Lexer;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads inputs from a text and runs them: a file, a pipe, {@code -c}, {@code \i}. */
public final class ScriptRunner {

    private final Interpreter interpreter;
    private final ShellState state;

    public ScriptRunner(Interpreter interpreter) {
        this.interpreter = interpreter;
        this.state = interpreter.state();
    }

    /**
     * Runs a file.
     *
     * @param name as the user has named it
     * @throws TvshException if the file cannot be read
     */
    public Answer file(String name, Path path) {
        String folder = path.getParent() == null ? "" : path.getParent().toString();
        try (Reader reader = new java.io.InputStreamReader(
                Files.newInputStream(path),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT))) {
            return run(reader, new Place(name, true, folder));
        } catch (IOException e) {
            throw new TvshException(ExitCode.FATAL, FileProblem.of(name, e));
        }
    }

    /**
     * Runs what the reader gives, to its end or to where it has to stop.
     *
     * @return an error if it was stopped by one; otherwise {@link Answer#OK}, or {@link Answer#QUIT}
     */
    public Answer run(Reader reader, Place place) throws IOException {
        Lexer lexer = interpreter.lexer();
        ScriptLines lines = new ScriptLines(reader, state::charset, lexer::passLine);
        InputLines outer = state.lines(lines);
        try {
            return run(lines, lexer, place);
        } finally {
            state.lines(outer);
        }
    }

    private Answer run(ScriptLines lines, Lexer lexer, Place place) throws IOException {
        int conditions = state.conditions().depth();
        String line;
        while ((line = lines.read()) != null) {
            boolean passed = line.isEmpty() && lexer.passesEmptyLines();
            if (!passed && state.variables().is(Variables.ECHO, "all")) {
                state.output().echo(line + "\n");
            }
            lexer.feed(line + "\n");
            Answer answer = drain(lexer, place);
            if (answer != null) {
                return answer;
            }
        }
        Input rest = lexer.finish();
        Answer last =
                rest == null ? null : judge(interpreter.run(rest, lexer, place).answer());
        if (last == null && state.conditions().depth() > conditions) {
            state.output().error(place.prefix(lexer.line()) + "reached EOF without finding closing \\endif(s)\n");
        }
        return last == null ? Answer.OK : last;
    }

    private @Nullable Answer drain(Lexer lexer, Place place) {
        while (true) {
            Answer answer;
            try {
                Input input = lexer.next();
                if (input == null) {
                    return null;
                }
                answer = judge(interpreter.run(input, lexer, place).answer());
            } catch (InputException e) {
                interpreter.tell(e, place, lexer.line());
                answer = judge(Answer.error(ExitCode.FATAL));
            }
            if (answer != null) {
                return answer;
            }
        }
    }

    /** Whether the script ends here, and with what; null if it goes on. */
    private @Nullable Answer judge(Answer answer) {
        if (state.output().broken()) {
            return Answer.stop(ExitCode.FATAL);
        }
        return switch (answer.next()) {
            case GO_ON -> null;
            case STOP, QUIT -> answer;
            case ERROR -> {
                if (answer.exitCode() == ExitCode.CONNECTION || answer.exitCode() == ExitCode.INTERRUPTED) {
                    yield Answer.stop(answer.exitCode());
                }
                if (state.variables().isOn(Variables.ON_ERROR_STOP)) {
                    yield Answer.stop(ExitCode.SCRIPT);
                }
                yield state.connection().isLeft() ? Answer.stop(ExitCode.CONNECTION) : null;
            }
        };
    }
}
