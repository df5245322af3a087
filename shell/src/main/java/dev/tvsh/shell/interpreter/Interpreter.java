package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.registry.CommandRegistry;
import dev.tvsh.commands.transcript.Transcript;
import dev.tvsh.shell.guard.Guard;
import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.input.Input;
import dev.tvsh.shell.input.InputException;
import dev.tvsh.shell.input.Lexer;
import dev.tvsh.shell.input.Syntax;
import dev.tvsh.shell.input.VariableSource;
import dev.tvsh.shell.render.MessageText;
import dev.tvsh.shell.terminal.UserTerminal;
import dev.tvsh.templates.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs inputs, one after the other, wherever they come from. */
public final class Interpreter {

    private static final Set<String> OWN_COMMANDS = Set.of("help", "quit", "exit");

    private static final String SYNTAX_ERROR = "42601";

    private final ShellState state;
    private final Transcript transcript;
    private final Interrupts interrupts;
    private final MetaCommands metaCommands;
    private final Programs programs;
    private final Watch watch;
    private final StatementExecutor statements;
    private final RedirectedResults redirected;
    private final CommandExecutor commands;
    private final Set<String> commandNames;
    private final Optional<Guard> guard;

    /**
     * Puts the interpreter together.
     *
     * @param status shows lines at the bottom of the screen, where there is one
     * @param guard asks before accidents, where somebody can be asked
     */
    public Interpreter(
            ShellState state,
            Transcript transcript,
            Interrupts interrupts,
            MetaCommands metaCommands,
            CommandRegistry registry,
            CommandContexts contexts,
            SessionTemplates templates,
            Optional<Consumer<List<String>>> status,
            Optional<Guard> guard) {
        this.state = state;
        this.transcript = transcript;
        this.interrupts = interrupts;
        this.metaCommands = metaCommands;
        this.programs = new Programs(state, contexts, transcript);
        this.watch = new Watch(state, interrupts);
        this.statements = new StatementExecutor(state, interrupts, templates);
        this.redirected = new RedirectedResults(state, programs);
        this.commands = new CommandExecutor(registry, contexts, state, transcript, interrupts, status);
        this.commandNames = Set.copyOf(registry.names());
        this.guard = guard;
    }

    public ShellState state() {
        return state;
    }

    public Transcript transcript() {
        return transcript;
    }

    /** The programs that inputs name. */
    public Programs programs() {
        return programs;
    }

    /** A lexer for a new source of inputs. */
    public Lexer lexer() {
        return lexer(state.variables(), programs::output);
    }

    /** A lexer that knows no variables but these, and runs no backquotes. */
    public Lexer lexer(VariableSource variables) {
        return lexer(variables, command -> {
            throw new InputException("a replay runs no backquotes");
        });
    }

    private Lexer lexer(VariableSource variables, UnaryOperator<String> backquotes) {
        return new Lexer(variables, new Syntax() {
            @Override
            public boolean isCommand(String word) {
                return OWN_COMMANDS.contains(word) || commandNames.contains(word);
            }

            @Override
            public ArgumentStyle argumentStyle(String name) {
                return metaCommands.argumentStyle(name);
            }

            @Override
            public int arguments(String name) {
                return metaCommands.arguments(name);
            }

            @Override
            public String backquoted(String command) {
                return state.restriction().isPresent() ? "" : backquotes.apply(command);
            }

            @Override
            public boolean restricted() {
                return state.restriction().isPresent();
            }

            @Override
            public boolean singleLine() {
                return state.variables().isOn(Variables.SINGLELINE);
            }

            @Override
            public boolean standardConformingStrings() {
                return !state.connection()
                        .known()
                        .map(session -> session.parameter("standard_conforming_strings"))
                        .orElse("on")
                        .equals("off");
            }
        });
    }

    /** Records an input, runs it, and records how it ended. */
    public Finished run(Input input, Lexer lexer, Place place) {
        if (isPassedOver(input)) {
            if (place.isTerminal()) {
                Conditions.tellIgnored(input, state.output());
            }
            return Finished.plain(Answer.OK, "", 0);
        }
        transcript.input(input.raw(), input.text(), values(input), place.source(input.line()));
        interrupts.begin();
        Finished dispatched = dispatch(input, lexer, place);
        state.output().paging().end();
        Finished finished = written(dispatched, place, lexer.line());
        transcript.result(finished.record());
        lexer.active(state.conditions().active());
        return finished;
    }

    /** In a branch that is not taken only what steers the branches is run; what no command is, is told as in psql. */
    private boolean isPassedOver(Input input) {
        boolean minded = input instanceof Input.Meta meta
                && (metaCommands.steersConditions(meta.name()) || !metaCommands.knows(meta.name()));
        return !state.conditions().active() && !minded;
    }

    /** An input whose results could not be written has failed. */
    private Finished written(Finished finished, Place place, int line) {
        return state.output()
                .takeFailure()
                .map(why -> {
                    new MessagePlace(() -> place.prefix(line))
                            .error(state.output(), "could not print result table: " + why);
                    return new Finished(Answer.error(ExitCode.SCRIPT), finished.record());
                })
                .orElse(finished);
    }

    /** Runs a command of tvsh that nobody has typed; the transcript has what it renders, and nothing to compare. */
    public void runUnrecorded(String name) {
        interrupts.begin();
        commands.run(new Input.CommandLine(name, name, List.of(), 0, name, List.of(), false));
        state.output().flush();
    }

    /** Tells an error that is not the server's. */
    public void tell(TvshException error, Place place, int line) {
        if (String.valueOf(error.getMessage()).isEmpty()) {
            return;
        }
        String prefix = place.file() ? place.prefix(line) + "error: " : "";
        state.output().error(prefix + error.getMessage() + "\n");
        error.advice().forEach(advice -> state.output().error("  " + advice + "\n"));
    }

    private Finished dispatch(Input input, Lexer lexer, Place place) {
        long begun = System.nanoTime();
        try {
            Restriction.check(state, input);
            if (input instanceof Input.Sql sql) {
                return sql(sql, lexer, place);
            }
            if (input instanceof Input.CommandLine line) {
                return commands.run(line);
            }
            if (input instanceof Input.Host host) {
                programs.host(host.command());
                return Finished.plain(Answer.OK, "\\!", (System.nanoTime() - begun) / 1_000_000);
            }
            Input.Meta meta = (Input.Meta) input;
            Answer answer = metaCommands.run(new MetaCommands.Call(meta, state, lexer, place, this));
            return Finished.plain(answer, "\\" + meta.name(), (System.nanoTime() - begun) / 1_000_000);
        } catch (TvshException e) {
            if (e instanceof DatabaseException refused && !refused.statement().isEmpty()) {
                tellRefused(refused, place.prefix(lexer.line()));
            } else {
                tell(e, place, input.line());
            }
            ExitCode code = switch (e.exitCode()) {
                case CONNECTION, REFUSED -> e.exitCode();
                default -> ExitCode.FATAL;
            };
            return Finished.plain(Answer.error(code), "", (System.nanoTime() - begun) / 1_000_000);
        } catch (TemplateException e) {
            state.output().complain("✗ " + e.getMessage() + "\n");
            return Finished.plain(Answer.stop(ExitCode.FATAL), "", (System.nanoTime() - begun) / 1_000_000);
        } catch (RuntimeException e) {
            // A fault of tvsh must not take the session, with what is open in it, away from the user.
            Logger.getLogger(Interpreter.class.getName()).log(Level.SEVERE, input.raw(), e);
            state.output().complain("✗ internal error: " + e + "\n  tvsh's log has more; the session goes on\n");
            return Finished.plain(Answer.stop(ExitCode.FATAL), "", (System.nanoTime() - begun) / 1_000_000);
        }
    }

    /** Tells what the server says to a statement that a backslash command has made. */
    private void tellRefused(DatabaseException e, String prefix) {
        String text = MessageText.error(e.error(), e.statement(), Messages.show(state.variables()));
        state.output().error(prefix + text);
        state.lastError(new ShellState.LastError(e.error(), e.statement()));
    }

    private Finished sql(Input.Sql sql, Lexer lexer, Place place) {
        String statement = sql.text().isEmpty() ? state.lastStatement() : sql.text();
        boolean watched = sql.send().filter(send -> send.name().equals("watch")).isPresent();
        if (statement.isEmpty() && watched) {
            throw new TvshException(ExitCode.FATAL, "\\watch cannot be used with an empty query");
        }
        if (statement.isEmpty()) {
            return Finished.plain(Answer.OK, "", 0);
        }
        if (!singleStep(statement)) {
            return Finished.plain(Answer.OK, "", 0);
        }
        if (state.variables().is(Variables.ECHO, "queries")) {
            state.output().print(statement + "\n");
        }
        boolean runs = sql.send().map(send -> !send.name().equals("gdesc")).orElse(true);
        if (runs && place.isTerminal()) {
            guard.ifPresent(asked -> asked.check(statement));
        }
        MessagePlace told = MessagePlace.of(place, lexer);
        if (sql.send().isEmpty()) {
            Finished finished = statements.run(statement, Sending.plain(state), told);
            hintAtCommand(statement, finished);
            return finished;
        }
        Input.Meta send = sql.send().get();
        if (send.name().equals("watch")) {
            return watch.run(send.word(0), sending -> statements.run(statement, sending, told));
        }
        return redirected.run(Sending.of(send, state), sending -> statements.run(statement, sending, told));
    }

    /** Under {@code SINGLESTEP} each statement is asked about, where there is somebody to ask. */
    private boolean singleStep(String statement) {
        Optional<UserTerminal> terminal =
                state.terminal().filter(open -> state.variables().isOn(Variables.SINGLESTEP));
        if (terminal.isEmpty()) {
            return true;
        }
        state.output()
                .echo("***(Single step mode: verify command)*******************************************\n" + statement
                        + "\n");
        state.output().flush();
        try {
            String answer = terminal.get()
                    .ask("***(press return to proceed or enter x and return to cancel)********************\n");
            return answer != null && !answer.startsWith("x");
        } catch (UserTerminal.Interrupted e) {
            return false;
        }
    }

    /** Sends a statement that a backslash command has made of its arguments. */
    public Answer send(String statement, Place place, Lexer lexer) {
        return statements
                .run(statement, Sending.plain(state), MessagePlace.of(place, lexer))
                .answer();
    }

    private void hintAtCommand(String statement, Finished finished) {
        if (SYNTAX_ERROR.equals(finished.record().sqlState())) {
            String word = statement.replaceFirst("(?s)[^a-z-].*", "");
            if (commandNames.contains(word)) {
                state.output().error("HINT:  " + word + " is a command of tvsh; it stands without a semicolon.\n");
            }
        }
    }

    private Map<String, String> values(Input input) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : input.variables()) {
            String value = state.variables().value(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        return values;
    }
}
