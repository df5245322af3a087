package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ArgumentParser;
import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.TransactionState;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.commands.registry.CommandRegistry;
import dev.tvsh.commands.transcript.StableDigest;
import dev.tvsh.commands.transcript.Transcript;
import dev.tvsh.shell.input.Input;
import dev.tvsh.shell.render.EventRenderer;
import dev.tvsh.shell.render.JsonDocument;
import dev.tvsh.templates.Rendered;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the commands of tvsh, and shows and records what they say. */
final class CommandExecutor {

    /** Words that could be meant as SQL while a transaction block is open. */
    private static final Set<String> ALSO_SQL = Set.of("rollback", "check", "validate");

    private final CommandRegistry registry;
    private final CommandContexts contexts;
    private final ShellState state;
    private final Transcript transcript;
    private final Interrupts interrupts;
    private final Optional<Consumer<List<String>>> status;

    CommandExecutor(
            CommandRegistry registry,
            CommandContexts contexts,
            ShellState state,
            Transcript transcript,
            Interrupts interrupts,
            Optional<Consumer<List<String>>> status) {
        this.registry = registry;
        this.contexts = contexts;
        this.state = state;
        this.transcript = transcript;
        this.interrupts = interrupts;
        this.status = status;
    }

    Finished run(Input.CommandLine line) {
        switch (line.name()) {
            case "exit", "quit" -> {
                return Finished.plain(Answer.QUIT, line.name(), 0);
            }
            case "help" -> {
                return help(line);
            }
            default -> {}
        }
        long begun = System.nanoTime();
        boolean json = line.words().contains("--json");
        try {
            Command command = registry.find(line.name()).orElseThrow(() -> unknown(line.name()));
            CommandSpec spec = command.spec();
            refuseInsideTransaction(line, spec);
            Invocation invocation = ArgumentParser.parse(spec, line.words());
            if (invocation.has("help")) {
                state.output().page(CommandHelp.of(spec), state.settings());
                return Finished.plain(Answer.OK, line.name(), 0);
            }
            state.connection().refuseIfLeft();
            Outcome outcome = run(command, invocation);
            if (json) {
                state.output().print(JsonDocument.of(outcome.document()));
            }
            return finished(line, outcome.exitCode(), outcome.stable(), null, begun);
        } catch (TvshException e) {
            tell(e, json);
            String sqlState = e instanceof DatabaseException database ? database.sqlState() : null;
            ExitCode code = interrupts.asked() ? ExitCode.INTERRUPTED : e.exitCode();
            return finished(line, code, List.of("error " + code.status()), sqlState, begun);
        }
    }

    private Finished help(Input.CommandLine line) {
        try {
            Invocation invocation = ArgumentParser.parse(CommandHelp.SPEC, line.words());
            List<Command> asked = new ArrayList<>();
            for (String name : invocation.arguments()) {
                asked.add(registry.find(name).orElseThrow(() -> unknown(name)));
            }
            if (invocation.json()) {
                List<Command> told = asked.isEmpty() ? registry.all() : asked;
                state.output().print(JsonDocument.of(CommandHelp.document(told)));
            } else if (asked.isEmpty()) {
                state.output().page(CommandHelp.all(registry), state.settings());
            } else {
                asked.forEach(command -> state.output().page(CommandHelp.of(command.spec()), state.settings()));
            }
            return Finished.plain(Answer.OK, "help", 0);
        } catch (TvshException e) {
            tell(e, line.words().contains("--json"));
            return Finished.plain(Answer.error(ExitCode.FATAL), "help", 0);
        }
    }

    private void refuseInsideTransaction(Input.CommandLine line, CommandSpec spec) {
        if (state.connection().transactionState() == TransactionState.IDLE) {
            return;
        }
        if (line.bare() && ALSO_SQL.contains(line.name())) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "a transaction block is open, so " + line.name() + " could be SQL or tvsh's command",
                    List.of("  " + line.raw() + ";    as SQL", "  \\" + line.raw() + "    as tvsh's command"));
        }
        if (spec.changes()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    line.name() + " changes the cluster in sessions of its own, and a transaction block is open here",
                    List.of("  COMMIT; or ROLLBACK;    first"));
        }
    }

    private Outcome run(Command command, Invocation invocation) {
        EventRenderer renderer =
                new EventRenderer(state.output(), state.settings(), status, invocation.json(), Clock.systemUTC());
        EventSink events = event -> {
            if (event instanceof Event.WillRun willRun) {
                transcript.rendered(willRun.script(), willRun.looks());
                willRun.script().forEach(this::echoHidden);
            }
            renderer.accept(event);
        };
        CommandContext context =
                contexts.create(new InterruptibleConnector(state.connection().connector(), interrupts), events);
        interrupts.enterCommand();
        try {
            return command.run(invocation, context);
        } finally {
            interrupts.leaveCommand();
            status.ifPresent(lines -> lines.accept(List.of()));
        }
    }

    private void echoHidden(Rendered rendered) {
        if (state.variables().isOn(Variables.ECHO_HIDDEN)) {
            state.output()
                    .error("********* " + rendered.template() + " **********\n" + EventRenderer.shown(rendered)
                            + "\n**************************\n\n");
        }
    }

    private void tell(TvshException error, boolean json) {
        if (!json) {
            state.output().complain(ErrorReport.of(error));
            return;
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("error", error.getMessage());
        document.put("advice", error.advice());
        document.put("exitCode", error.exitCode().status());
        state.output().print(JsonDocument.of(document));
    }

    private Finished finished(
            Input.CommandLine line, ExitCode code, List<String> stable, @Nullable String sqlState, long begun) {
        String outcome = switch (code) {
            case DONE -> "ok";
            case NEGATIVE -> "negative";
            case REFUSED -> "refused";
            case INTERRUPTED -> "cancelled";
            case CONNECTION -> "lost";
            default -> "error";
        };
        long millis = (System.nanoTime() - begun) / 1_000_000;
        Transcript.Result record = new Transcript.Result(
                outcome, code.status(), line.name(), Map.of(), millis, sqlState, stable, StableDigest.of(stable));
        return new Finished(code == ExitCode.DONE ? Answer.OK : Answer.stop(code), record);
    }

    private static TvshException unknown(String name) {
        return new TvshException(ExitCode.FATAL, "there is no command " + name, List.of("  help    lists them"));
    }
}
