package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.connection.TransactionState;
import dev.tvsh.shell.input.Input;
import dev.tvsh.shell.input.InputException;
import dev.tvsh.shell.input.Lexer;
import dev.tvsh.shell.input.PromptStatus;
import dev.tvsh.shell.input.Standing;
import dev.tvsh.shell.progress.StatementProgress;
import dev.tvsh.shell.terminal.UserTerminal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads inputs from a person and runs them, until the person leaves. */
public final class InteractiveLoop {

    private final Interpreter interpreter;
    private final Interrupts interrupts;
    private final UserTerminal terminal;
    private final Prompt prompt;
    private final Runnable databaseChanged;
    private final StatementProgress progress;

    /** @param databaseChanged is told when there may be other names in the database */
    public InteractiveLoop(
            Interpreter interpreter,
            Interrupts interrupts,
            UserTerminal terminal,
            Runnable databaseChanged,
            StatementProgress progress) {
        this.interpreter = interpreter;
        this.interrupts = interrupts;
        this.terminal = terminal;
        this.prompt = new Prompt(interpreter.state(), interpreter.programs()::unrecorded);
        this.databaseChanged = databaseChanged;
        this.progress = progress;
    }

    /** Runs until Ctrl-D, {@code \q}, or the terminal goes away. */
    public ExitCode run() {
        Lexer lexer = interpreter.lexer();
        interpreter.state().lines(new TypedLines(interpreter.state(), lexer, terminal, prompt));
        int ends = 0;
        while (true) {
            String text;
            try {
                text = terminal.read(prompt.text(lexer.standing()), typed -> continuation(lexer, typed));
            } catch (UserTerminal.Interrupted e) {
                lexer.clear();
                leaveCondition(lexer);
                continue;
            }
            ends = text == null ? ends + 1 : 0;
            if (text == null && ends < interpreter.state().variables().number(Variables.IGNOREEOF)) {
                interpreter.state().output().echo("Use \"\\q\" to leave tvsh.\n");
                interpreter.state().output().flush();
                continue;
            }
            if (text == null) {
                interpreter.state().output().echo("\\q\n");
                interpreter.state().output().flush();
            } else {
                lexer.feed(text.endsWith("\n") ? text : text + "\n");
            }
            if ((text == null || drain(lexer)) && mayLeave()) {
                return ExitCode.DONE;
            }
        }
    }

    /** Ctrl-C is the way out for whoever does not know any more what is open. */
    private void leaveCondition(Lexer lexer) {
        Conditions conditions = interpreter.state().conditions();
        if (conditions.depth() > 0) {
            conditions.end();
            lexer.active(conditions.active());
            interpreter.state().output().error("\\if: escaped\n");
        }
    }

    /** An open transaction is lost with the session. Ctrl-D once more is a yes: it may be that nobody is there any more. */
    private boolean mayLeave() {
        ShellState state = interpreter.state();
        boolean open = state.connection().transactionState() == TransactionState.OPEN;
        if (!open || state.variables().is(Variables.GUARD, "off")) {
            return true;
        }
        try {
            String answer = terminal.ask("A transaction is open, and leaving rolls it back. Leave? [y/n] ");
            return answer == null || List.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (UserTerminal.Interrupted e) {
            return false;
        }
    }

    /** A statement that makes or drops something, the end of a transaction, a script, another database, a command. */
    private static boolean changesNames(Input input, String tag) {
        if (input instanceof Input.Meta meta) {
            return Set.of("c", "connect", "i", "ir", "include").contains(meta.name());
        }
        String first = tag.replaceFirst(" .*", "");
        return input instanceof Input.CommandLine
                || Set.of("CREATE", "ALTER", "DROP", "COMMIT", "IMPORT").contains(first);
    }

    private String continuation(Lexer lexer, String typed) {
        Standing standing = lexer.standingAfter(typed);
        return standing.status() == PromptStatus.READY ? "" : prompt.text(standing);
    }

    /** @return whether the person has left */
    private boolean drain(Lexer lexer) {
        while (true) {
            try {
                Input input = lexer.next();
                if (input == null) {
                    return false;
                }
                Answer answer = run(input, lexer);
                if (answer.next() == Answer.Next.QUIT) {
                    return true;
                }
                if (!answer.isOk()) {
                    // What else was pasted with it does not run: it may rely on what has just failed.
                    lexer.clear();
                    return false;
                }
            } catch (InputException e) {
                interpreter.tell(e, Place.TERMINAL, 0);
                lexer.clear();
                return false;
            }
        }
    }

    private Finished watched(Input input, Lexer lexer) {
        Optional<Session> session = interpreter.state().connection().known();
        if (session.isEmpty() || !(input instanceof Input.Sql)) {
            return interpreter.run(input, lexer, Place.TERMINAL);
        }
        try (StatementProgress.Watch watch = progress.watch(session.get().info())) {
            Objects.requireNonNull(watch);
            return interpreter.run(input, lexer, Place.TERMINAL);
        }
    }

    private Answer run(Input input, Lexer lexer) {
        try (UserTerminal.Scope scope = terminal.onInterrupt(interrupts::interrupt)) {
            java.util.Objects.requireNonNull(scope);
            Finished finished = watched(input, lexer);
            if (changesNames(input, finished.record().tag())) {
                databaseChanged.run();
            }
            return finished.answer();
        }
    }
}
