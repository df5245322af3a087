package dev.tvsh.shell;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.registry.CommandRegistry;
import dev.tvsh.shell.completion.CompletionSource;
import dev.tvsh.shell.completion.KeywordCase;
import dev.tvsh.shell.completion.NamesLoader;
import dev.tvsh.shell.completion.ShellCompletion;
import dev.tvsh.shell.completion.ShellNames;
import dev.tvsh.shell.interpreter.CommandHelp;
import dev.tvsh.shell.interpreter.PrintOption;
import dev.tvsh.shell.interpreter.ShellState;
import dev.tvsh.shell.interpreter.Variables;
import dev.tvsh.shell.meta.MetaRegistry;
import dev.tvsh.templates.Templates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What Tab proposes: nothing until the shell is connected, which is after its terminal is open. */
final class Completions implements CompletionSource {

    private volatile @Nullable CompletionSource source;
    private volatile @Nullable NamesLoader names;

    @Override
    public List<Proposal> propose(String buffer, int cursor) {
        CompletionSource known = source;
        return known == null ? List.of() : known.propose(buffer, cursor);
    }

    @Override
    public int wordStart(String buffer, int cursor) {
        CompletionSource known = source;
        return known == null ? cursor : known.wordStart(buffer, cursor);
    }

    /** From now on there is something to propose. */
    void begin(MetaRegistry meta, ShellState state, Supplier<Templates> templates) {
        NamesLoader loader = new NamesLoader(state.connection()::connector, templates);
        loader.get();
        names = loader;
        source = new ShellCompletion(new Names(meta, state), loader);
    }

    /** What is in the database may have changed. */
    void databaseChanged() {
        NamesLoader known = names;
        if (known != null) {
            known.changed();
        }
    }

    /** What the shell has names for. */
    private record Names(MetaRegistry meta, ShellState state) implements ShellNames {

        @Override
        public List<CommandSpec> commands() {
            List<CommandSpec> specs = new ArrayList<>(
                    new CommandRegistry().all().stream().map(Command::spec).toList());
            specs.add(CommandHelp.SPEC);
            specs.add(CommandSpec.reading("quit", "", ""));
            return specs;
        }

        @Override
        public Collection<String> metaCommands() {
            return meta.names();
        }

        @Override
        public Collection<String> variables() {
            return state.variables().all().keySet();
        }

        @Override
        public List<String> choices(String variable) {
            return Variables.choices(variable);
        }

        @Override
        public Collection<String> printOptions() {
            return PrintOption.names();
        }

        @Override
        public KeywordCase keywordCase() {
            String value = state.variables().value("COMP_KEYWORD_CASE");
            return KeywordCase.named(value == null ? "" : value);
        }

        @Override
        public Path folder() {
            return state.path("");
        }
    }
}
