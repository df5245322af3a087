package dev.tvsh.shell;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.transcript.Transcript;
import dev.tvsh.shell.input.Input;
import dev.tvsh.shell.input.Lexer;
import dev.tvsh.shell.input.VariableSource;
import dev.tvsh.shell.interpreter.Interpreter;
import dev.tvsh.shell.interpreter.Place;
import dev.tvsh.shell.render.JsonDocument;
import dev.tvsh.shell.replay.Replay;
import dev.tvsh.shell.replay.ReplayOptions;
import dev.tvsh.shell.replay.ReplayedShell;
import dev.tvsh.shell.replay.StepQuestion;
import dev.tvsh.shell.terminal.UserTerminal;
import java.util.Optional;

/** Replays a transcript with the same interpreter that runs everything else. */
final class Replayer implements ReplayedShell {

    private final World world;
    private final Interpreter interpreter;

    Replayer(World world, Interpreter interpreter) {
        this.world = world;
        this.interpreter = interpreter;
    }

    ExitCode run(ReplayOptions options, Application.Terminal terminal) {
        Replay replay = new Replay(options, this, new LinePrinter(world.out()), question(options, terminal));
        ExitCode exitCode = replay.run();
        if (options.json()) {
            new LinePrinter(world.out())
                    .accept(JsonDocument.of(replay.document()).stripTrailing());
        }
        return exitCode;
    }

    @Override
    public Lexer lexer(VariableSource variables) {
        return interpreter.lexer(variables);
    }

    @Override
    public Transcript.Result run(Input input, Lexer lexer, String source) {
        return interpreter.run(input, lexer, new Place(source, false, "")).record();
    }

    private static Optional<StepQuestion> question(ReplayOptions options, Application.Terminal terminal) {
        if (!options.step()) {
            return Optional.empty();
        }
        Optional<UserTerminal> screen = terminal.open();
        return screen.map(open -> text -> {
            try {
                return open.ask(text);
            } catch (UserTerminal.Interrupted e) {
                return null;
            }
        });
    }
}
