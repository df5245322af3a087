package dev.tvsh.shell.completion;

import dev.tvsh.commands.ArgumentParser;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.templates.Identifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Proposes commands and their options, backslash commands, SQL's words, and the names in the database. */
public final class ShellCompletion implements CompletionSource {

    private static final String SEPARATORS = " \t\r\n,;()=<>[]|&+*'";
    private static final Set<String> WITH_FILE =
            Set.of("\\i", "\\ir", "\\include", "\\include_relative", "\\o", "\\cd");

    private final Supplier<List<CommandSpec>> commands;
    private final Supplier<List<String>> metaCommands;
    private final SqlWords words;
    private final Supplier<DatabaseNames> names;
    private final FileNames files;

    /**
     * A source.
     *
     * @param metaCommands names with their backslash
     * @param folder what file names are relative to
     */
    public ShellCompletion(
            Supplier<List<CommandSpec>> commands,
            Supplier<List<String>> metaCommands,
            SqlWords words,
            Supplier<DatabaseNames> names,
            Path folder) {
        this.commands = commands;
        this.metaCommands = metaCommands;
        this.words = words;
        this.names = names;
        this.files = new FileNames(folder);
    }

    @Override
    public List<Proposal> propose(String buffer, int cursor) {
        String before = buffer.substring(0, Math.min(cursor, buffer.length()));
        String statement = before.substring(Math.max(before.lastIndexOf(';'), 0))
                .replaceFirst("^;", "")
                .stripLeading();
        String word = lastWord(before);
        String first = firstWord(statement);
        List<Proposal> proposals = new ArrayList<>();
        if (WITH_FILE.contains(first)) {
            files.startingWith(word).forEach(name -> proposals.add(new Proposal(name, "file")));
        } else if (word.startsWith("\\")) {
            add(proposals, metaCommands.get(), "psql command", word);
        } else if (statement.equals(word)) {
            add(proposals, commands.get().stream().map(CommandSpec::name).toList(), "command", word);
            add(proposals, inCaseOf(word), "SQL", word);
        } else if (first.equals("help")) {
            add(proposals, commands.get().stream().map(CommandSpec::name).toList(), "command", word);
        } else {
            Optional<CommandSpec> command = commands.get().stream()
                    .filter(spec -> spec.name().equals(first))
                    .findFirst();
            command.ifPresentOrElse(spec -> arguments(proposals, spec, word), () -> sql(proposals, statement, word));
        }
        return proposals;
    }

    private void arguments(List<Proposal> proposals, CommandSpec spec, String word) {
        if (word.startsWith("-")) {
            add(
                    proposals,
                    ArgumentParser.optionsOf(spec).stream()
                            .map(option -> "--" + option.name())
                            .toList(),
                    "option",
                    word);
            return;
        }
        add(
                proposals,
                names.get().relations().stream()
                        .filter(DatabaseNames.Relation::isTview)
                        .map(DatabaseNames.Relation::entity)
                        .toList(),
                "TVIEW",
                word);
        if (word.contains("/") || word.contains(".")) {
            files.startingWith(word).forEach(name -> proposals.add(new Proposal(name, "file")));
        }
    }

    private void sql(List<Proposal> proposals, String statement, String word) {
        Set<String> mentioned = Set.of(statement.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_$]+"));
        Set<String> relations = new LinkedHashSet<>();
        Set<String> columns = new LinkedHashSet<>();
        for (DatabaseNames.Relation relation : names.get().relations()) {
            String qualified = Identifier.of(relation.schema(), relation.name()).text();
            if (word.contains(".")) {
                relations.add(qualified);
            } else {
                relations.add(
                        relation.visible() ? Identifier.of(relation.name()).text() : qualified);
            }
            if (mentioned.contains(relation.name().toLowerCase(Locale.ROOT))) {
                relation.columns()
                        .forEach(column -> columns.add(Identifier.of(column).text()));
            }
        }
        add(proposals, columns, "column", word);
        add(proposals, relations, "relation", word);
        add(proposals, inCaseOf(word), "SQL", word);
    }

    private List<String> inCaseOf(String word) {
        boolean upper = !word.isEmpty() && Character.isUpperCase(word.charAt(0));
        return upper
                ? words.all()
                : words.all().stream()
                        .map(text -> text.toLowerCase(Locale.ROOT))
                        .toList();
    }

    private static void add(List<Proposal> proposals, Iterable<String> texts, String group, String word) {
        Set<String> seen = new HashSet<>();
        proposals.forEach(proposal -> seen.add(proposal.text()));
        for (String text : texts) {
            if (text.regionMatches(true, 0, word, 0, word.length()) && seen.add(text)) {
                proposals.add(new Proposal(text, group));
            }
        }
    }

    private static String lastWord(String text) {
        int start = text.length();
        while (start > 0 && SEPARATORS.indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        return text.substring(start);
    }

    private static String firstWord(String text) {
        int end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return text.substring(0, end);
    }
}
