package dev.tvsh.shell;

import dev.tvsh.commands.ArgumentParser;
import dev.tvsh.commands.Command;
import dev.tvsh.commands.ServerUse;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.registry.CommandRegistry;
import dev.tvsh.shell.interpreter.CommandHelp;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a run needs of the server, told before it connects: commands that need none should not wait for one that is down. */
final class ServerNeed {

    private final CommandRegistry registry = new CommandRegistry();

    /** Of a run that has nothing to do but these. */
    ServerUse of(List<ProcessOptions.Action> actions) {
        return actions.stream()
                .map(action ->
                        action.file() ? ServerUse.NEEDED : of(action.text().strip()))
                .max(Comparator.naturalOrder())
                .orElse(ServerUse.NEEDED);
    }

    private ServerUse of(String text) {
        if (text.endsWith(";") || text.lines().count() != 1) {
            return ServerUse.NEEDED;
        }
        List<String> words = Arrays.asList((text.startsWith("\\") ? text.substring(1) : text).split("[ \t]+"));
        if (words.get(0).equals(CommandHelp.SPEC.name())) {
            return ServerUse.NONE;
        }
        Optional<Command> command = registry.find(words.get(0));
        return command.isEmpty() ? ServerUse.NEEDED : of(command.get(), words.subList(1, words.size()));
    }

    /** What is wrong with the words is told when the command runs. */
    private static ServerUse of(Command command, List<String> words) {
        try {
            return command.server(ArgumentParser.parse(command.spec(), words));
        } catch (TvshException e) {
            return ServerUse.NEEDED;
        }
    }
}
