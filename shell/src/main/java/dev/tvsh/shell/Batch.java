package dev.tvsh.shell;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Event;
import dev.tvsh.shell.input.Input;
import dev.tvsh.shell.input.InputException;
import dev.tvsh.shell.input.Lexer;
import dev.tvsh.shell.interpreter.Answer;
import dev.tvsh.shell.interpreter.Interpreter;
import dev.tvsh.shell.interpreter.Place;
import dev.tvsh.shell.interpreter.ScriptRunner;
import dev.tvsh.shell.interpreter.ShellState;
import dev.tvsh.shell.interpreter.UserConnection;
import dev.tvsh.shell.interpreter.Variables;
import dev.tvsh.shell.render.MessageText;
import dev.tvsh.templates.Templates;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run without a person: {@code -c} and {@code -f} in their order, or standard input. */
final class Batch {

    private final ProcessOptions options;
    private final World world;
    private final Interpreter interpreter;
    private final Templates templates;
    private final ScriptRunner scripts;

    Batch(ProcessOptions options, World world, Interpreter interpreter, Templates templates) {
        this.options = options;
        this.world = world;
        this.interpreter = interpreter;
        this.templates = templates;
        this.scripts = new ScriptRunner(interpreter);
    }

    ExitCode run() {
        if (options.has("l")) {
            return command("\\l").exitCode();
        }
        List<ProcessOptions.Action> actions = options.actions();
        boolean together = options.has("1");
        if (together) {
            quietly("sql/meta/begin.sql.vm");
        }
        Answer answer = actions.isEmpty() ? standardInput(Place.PIPE) : Answer.OK;
        for (ProcessOptions.Action action : actions) {
            answer = action.file() ? file(action.text()) : command(action.text());
            if (ends(answer)) {
                break;
            }
        }
        if (together) {
            endTogether(answer);
        }
        return answer.exitCode();
    }

    private boolean ends(Answer answer) {
        ShellState state = interpreter.state();
        boolean wanted = !answer.isOk() && state.variables().isOn(Variables.ON_ERROR_STOP);
        // Behind a \c that has failed the next one may connect, or nothing does.
        boolean stopped =
                answer.next() == Answer.Next.STOP && !state.connection().isLeft();
        return wanted || stopped || state.output().broken();
    }

    private void endTogether(Answer answer) {
        UserConnection connection = interpreter.state().connection();
        if (connection.isLeft()) {
            interpreter.state().output().error("You are currently not connected to a database.\n");
        } else if (connection.current().isPresent()) {
            quietly(answer.isOk() ? "sql/meta/commit.sql.vm" : "sql/meta/rollback.sql.vm");
        }
    }

    private Answer file(String name) {
        if (name.equals("-")) {
            return standardInput(new Place("<stdin>", true, ""));
        }
        try {
            return scripts.file(name, interpreter.state().path(name)).inner();
        } catch (TvshException e) {
            interpreter.state().output().error("tvsh: error: " + e.getMessage() + "\n");
            return Answer.error(e.exitCode());
        }
    }

    private Answer standardInput(Place place) {
        try {
            return scripts.run(new InputStreamReader(world.in(), StandardCharsets.UTF_8), place)
                    .inner();
        } catch (IOException e) {
            interpreter.state().output().error("tvsh: error: " + FileProblem.of("standard input", e) + "\n");
            return Answer.error(ExitCode.FATAL);
        }
    }

    /** Several statements in one {@code -c} go to the server together, as one transaction, as psql sends them. */
    private Answer command(String text) {
        Lexer lexer = interpreter.lexer();
        lexer.feed(text);
        List<Input.Sql> statements = new ArrayList<>();
        try {
            Input input;
            while ((input = lexer.next()) != null) {
                if (input instanceof Input.Sql sql && sql.send().isEmpty()) {
                    statements.add(sql);
                    continue;
                }
                Answer answer = send(statements, lexer);
                if (answer.isOk()) {
                    answer = interpreter.run(input, lexer, Place.COMMAND).answer();
                }
                if (!answer.isOk() || answer.next() == Answer.Next.QUIT) {
                    return asCommand(answer);
                }
            }
        } catch (InputException e) {
            interpreter.tell(e, Place.COMMAND, 0);
            return Answer.error(ExitCode.FATAL);
        }
        if (lexer.finish() instanceof Input.Sql rest) {
            statements.add(rest);
        }
        return asCommand(send(statements, lexer));
    }

    private Answer send(List<Input.Sql> statements, Lexer lexer) {
        if (statements.isEmpty()) {
            return Answer.OK;
        }
        Input.Sql all = statements.get(0);
        if (statements.size() > 1) {
            all = new Input.Sql(
                    String.join(" ", statements.stream().map(Input.Sql::raw).toList()),
                    String.join(" ", statements.stream().map(Input.Sql::text).toList()),
                    statements.stream().flatMap(sql -> sql.variables().stream()).toList(),
                    1,
                    Optional.empty());
        }
        statements.clear();
        return interpreter.run(all, lexer, Place.COMMAND).answer();
    }

    /** A failed {@code -c} is status 1 in psql, 3 is for scripts. */
    private static Answer asCommand(Answer answer) {
        return switch (answer.next()) {
            case QUIT -> Answer.OK;
            case ERROR ->
                switch (answer.exitCode()) {
                    case CONNECTION, INTERRUPTED -> Answer.stop(answer.exitCode());
                    default -> Answer.error(ExitCode.FATAL);
                };
            default -> answer;
        };
    }

    /** Not closed here: the session is the user's. */
    @SuppressWarnings("resource")
    private void quietly(String template) {
        new SqlRunner(interpreter.state().connection().session(), templates, this::notice).run(template, Map.of());
    }

    private void notice(Event event) {
        if (event instanceof Event.Notice notice) {
            String text = MessageText.notice(notice.message(), "", MessageText.Show.DEFAULT);
            interpreter.state().output().error(text);
        }
    }
}
