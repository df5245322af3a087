package dev.tvsh.shell;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.registry.CommandRegistry;
import dev.tvsh.shell.completion.CompletionSource;
import dev.tvsh.shell.completion.NamesLoader;
import dev.tvsh.shell.completion.ShellCompletion;
import dev.tvsh.shell.completion.SqlWords;
import dev.tvsh.shell.interpreter.UserConnection;
import dev.tvsh.shell.meta.MetaRegistry;
import dev.tvsh.templates.Templates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What Tab proposes: nothing until the shell is connected, which is after its terminal is open. */
final class Completions implements CompletionSource {

    private volatile CompletionSource source = (buffer, cursor) -> List.of();

    @Override
    public List<Proposal> propose(String buffer, int cursor) {
        return source.propose(buffer, cursor);
    }

    /** From now on there is something to propose. */
    void begin(MetaRegistry meta, UserConnection connection, Supplier<Templates> templates, Path folder) {
        NamesLoader names = new NamesLoader(connection::connector, templates);
        names.get();
        source = new ShellCompletion(Completions::commands, meta::names, SqlWords.load(), names, folder);
    }

    private static List<CommandSpec> commands() {
        List<CommandSpec> specs = new ArrayList<>(
                new CommandRegistry().all().stream().map(Command::spec).toList());
        specs.add(CommandSpec.reading("help", "", "[COMMAND]"));
        specs.add(CommandSpec.reading("quit", "", ""));
        return specs;
    }
}
