package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.transcript.Transcript;
import dev.tvsh.shell.input.Input;
import dev.tvsh.templates.ShellWord;
import java.util.List;
import java.util.Map;

/** {@code \!}: a line for the system's shell. */
final class HostLines {

    private static final String TEMPLATE = "host/meta/run.sh.vm";

    private final ShellState state;
    private final CommandContexts contexts;
    private final Transcript transcript;

    HostLines(ShellState state, CommandContexts contexts, Transcript transcript) {
        this.state = state;
        this.contexts = contexts;
        this.transcript = transcript;
    }

    Finished run(Input.Host line) {
        if (line.command().isEmpty()) {
            throw new TvshException(
                    ExitCode.FATAL, "\\! needs a command", List.of("an interactive shell is not started from here"));
        }
        CommandContext context = contexts.create(state.connection().connector(), event -> {
            if (event instanceof Event.WillRun willRun) {
                transcript.rendered(willRun.script(), willRun.looks());
            }
        });
        HostResult result = context.host()
                .run(
                        context.templates().render(TEMPLATE, Map.of("command", ShellWord.of(line.command()))),
                        state.environment(),
                        output -> state.output().echo(output + "\n"));
        state.output().error(result.errors());
        return Finished.plain(result.succeeded() ? Answer.OK : Answer.error(ExitCode.FATAL), "\\!", 0);
    }
}
