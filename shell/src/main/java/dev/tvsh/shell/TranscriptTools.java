package dev.tvsh.shell;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.registry.CommandRegistry;
import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.input.Lexer;
import dev.tvsh.shell.input.Syntax;
import dev.tvsh.shell.meta.MetaRegistry;
import dev.tvsh.shell.replay.ExportTool;
import dev.tvsh.shell.replay.ReplayOptions;
import dev.tvsh.shell.replay.VerifyTool;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What {@code tvsh} does with transcripts: {@code replay}, {@code verify}, {@code export}. */
final class TranscriptTools {

    private static final Set<String> NAMES = Set.of("replay", "verify", "export");

    private final World world;

    TranscriptTools(World world) {
        this.world = world;
    }

    /** Whether the arguments of the process begin with the name of one of them. */
    static boolean named(List<String> arguments) {
        return !arguments.isEmpty() && NAMES.contains(arguments.get(0));
    }

    ExitCode run(List<String> arguments) {
        List<String> rest = arguments.subList(1, arguments.size());
        return switch (arguments.get(0)) {
            case "verify" -> new VerifyTool(new LinePrinter(world.out())).run(rest);
            case "export" -> new ExportTool(Templates.builtIn(), this::lexer, new LinePrinter(world.out())).run(rest);
            default -> replay(ReplayOptions.parse(rest));
        };
    }

    private ExitCode replay(ReplayOptions replay) {
        List<String> process = new ArrayList<>(replay.others());
        process.add("--no-tvshrc");
        if (replay.yes()) {
            process.add("--yes");
        }
        return new Application(ProcessOptions.parse(process), world, Optional.of(replay)).run();
    }

    private Lexer lexer() {
        List<String> commands = new CommandRegistry().names();
        MetaRegistry meta = new MetaRegistry(Templates::builtIn, (words, now, connected) -> {
            throw new IllegalStateException("nothing is run here");
        });
        return new Lexer(name -> null, new Syntax() {
            @Override
            public boolean isCommand(String word) {
                return commands.contains(word);
            }

            @Override
            public ArgumentStyle argumentStyle(String name) {
                return meta.argumentStyle(name);
            }

            @Override
            public boolean standardConformingStrings() {
                return true;
            }
        });
    }
}
