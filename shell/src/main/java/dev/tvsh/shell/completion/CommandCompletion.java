package dev.tvsh.shell.completion;

import dev.tvsh.commands.ArgumentParser;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.shell.completion.CompletionSource.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Proposes options and arguments of tvsh's own commands, from what the commands say of themselves. */
final class CommandCompletion {

    private static final int MOST = 1_000;
    private static final Set<String> FILES =
            Set.of("FILE", "DIR", "BACKUP", "MANIFEST", "TRANSCRIPT", "BINARIES", "FOLDER", "PATH");
    private static final Set<String> ENTITIES = Set.of("NAME", "E", "ENTITY", "PATTERN");

    private final ShellNames shell;
    private final Supplier<DatabaseNames> names;

    CommandCompletion(ShellNames shell, Supplier<DatabaseNames> names) {
        this.shell = shell;
        this.names = names;
    }

    Optional<CommandSpec> command(String name) {
        return shell.commands().stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst();
    }

    /** The commands that begin so. */
    List<Proposal> commands(String word) {
        return shell.commands().stream()
                .map(CommandSpec::name)
                .filter(name -> name.startsWith(word))
                .map(name -> new Proposal(name, "command"))
                .toList();
    }

    /**
     * What could be typed behind a command.
     *
     * @param words what stands between the command and the word that is being typed
     */
    List<Proposal> arguments(CommandSpec spec, List<String> words, String word) {
        if (spec.name().equals("help")) {
            return commands(word);
        }
        String before = words.isEmpty() ? "" : words.get(words.size() - 1);
        Optional<OptionSpec> option = ArgumentParser.optionsOf(spec).stream()
                .filter(known -> known.takesValue() && before.equals("--" + known.name()))
                .findFirst();
        if (option.isPresent()) {
            return values(option.get().argument(), word);
        }
        List<Proposal> proposals = new ArrayList<>();
        if (!word.startsWith("-")) {
            proposals.addAll(values(spec.arguments(), word));
        }
        if (word.startsWith("-") || proposals.isEmpty()) {
            ArgumentParser.optionsOf(spec).stream()
                    .map(known -> "--" + known.name())
                    .filter(text -> text.startsWith(word) && !words.contains(text))
                    .forEach(text -> proposals.add(new Proposal(text, "option")));
        }
        return proposals;
    }

    private List<Proposal> values(String placeholders, String word) {
        List<Proposal> proposals = new ArrayList<>();
        for (String placeholder : placeholders.split("[^A-Z]+", -1)) {
            if (ENTITIES.contains(placeholder)) {
                names.get()
                        .tviews()
                        .startingWith(word, MOST)
                        .forEach(tview -> proposals.add(new Proposal(tview.entity(), "TVIEW")));
            } else if (FILES.contains(placeholder)) {
                proposals.addAll(FileNames.proposals(shell.folder(), word));
            } else if (placeholder.equals("ROLE") || placeholder.equals("DATABASE") || placeholder.equals("SCHEMA")) {
                names.get()
                        .names(placeholder.toLowerCase(java.util.Locale.ROOT))
                        .startingWith(word, MOST)
                        .forEach(name -> proposals.add(new Proposal(name.name(), name.kind())));
            }
        }
        return proposals.stream().distinct().toList();
    }
}
