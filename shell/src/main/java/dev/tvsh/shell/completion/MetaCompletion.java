package dev.tvsh.shell.completion;

import dev.tvsh.shell.completion.CompletionSource.Proposal;
import dev.tvsh.shell.input.SqlTokens;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Proposes psql's backslash commands and their arguments. */
final class MetaCompletion {

    private static final Set<String> WITH_FILE = Set.of(
            "i", "ir", "include", "include_relative", "o", "out", "w", "write", "cd", "g", "gx", "s", "e", "edit");
    private static final Set<String> SWITCHES = Set.of("t", "timing", "a");
    private static final List<String> ON_OFF = List.of("on", "off");
    private static final Map<String, String> NAMED = named(Map.ofEntries(
            Map.entry("relation", "d dp z sv ev dS"),
            Map.entry("table", "dt dE"),
            Map.entry("view", "dv"),
            Map.entry("matview", "dm"),
            Map.entry("index", "di"),
            Map.entry("sequence", "ds"),
            Map.entry("function", "df sf ef da"),
            Map.entry("schema", "dn"),
            Map.entry("role", "du dg drds password ddp"),
            Map.entry("extension", "dx"),
            Map.entry("type", "dT dD"),
            Map.entry("tablespace", "db"),
            Map.entry("language", "dL"),
            Map.entry("method", "dA"),
            Map.entry("database", "l c connect list"),
            Map.entry("setting", "dconfig")));

    private final ShellNames shell;
    private final SqlCompletion sql;

    MetaCompletion(ShellNames shell, SqlCompletion sql) {
        this.shell = shell;
        this.sql = sql;
    }

    private static Map<String, String> named(Map<String, String> byKind) {
        Map<String, String> kinds = new HashMap<>();
        byKind.forEach((kind, commands) -> List.of(commands.split(" ")).forEach(command -> kinds.put(command, kind)));
        return Map.copyOf(kinds);
    }

    /**
     * What could stand for a word.
     *
     * @param words the command with its backslash and what stands between it and the word
     */
    List<Proposal> propose(List<String> words, String word) {
        if (words.isEmpty()) {
            return some(shell.metaCommands(), word, "psql command");
        }
        String command = words.get(0).substring(1).replaceFirst("\\+$", "");
        String previous = words.get(words.size() - 1);
        if (WITH_FILE.contains(command)) {
            return FileNames.proposals(shell.folder(), word);
        }
        if (SWITCHES.contains(command)) {
            return some(ON_OFF, word, "value");
        }
        return switch (command) {
            case "x" -> some(List.of("on", "off", "auto"), word, "value");
            case "pset" ->
                words.size() == 1 ? some(shell.printOptions(), word, "option") : some(setting(previous), word, "value");
            case "set", "unset" ->
                words.size() == 1
                        ? some(shell.variables(), word, "variable")
                        : some(shell.choices(previous), word, "value");
            case "copy" -> copy(words, word);
            default -> named(command, word);
        };
    }

    private List<Proposal> named(String command, String word) {
        String kind = NAMED.get(command);
        if (kind == null && command.endsWith("S")) {
            kind = NAMED.get(command.substring(0, command.length() - 1));
        }
        return kind == null ? List.of() : sql.ofKind(TypedWord.at(word.length(), SqlTokens.of(word)), kind);
    }

    private List<Proposal> copy(List<String> words, String word) {
        return switch (words.size()) {
            case 1 -> named("d", word);
            case 2 -> some(List.of("from", "to"), word, "SQL");
            case 3 -> FileNames.proposals(shell.folder(), word);
            default -> List.of();
        };
    }

    private static List<String> setting(String option) {
        return switch (option) {
            case "format" -> List.of("aligned", "asciidoc", "csv", "html", "json", "unaligned", "wrapped");
            case "border" -> List.of("0", "1", "2");
            case "linestyle" -> List.of("ascii", "old-ascii", "unicode");
            case "expanded", "x" -> List.of("on", "off", "auto");
            case "pager" -> List.of("on", "off", "always");
            case "tuples_only", "t", "footer", "numericlocale" -> ON_OFF;
            default -> List.of();
        };
    }

    private static List<Proposal> some(Collection<String> texts, String word, String group) {
        return texts.stream()
                .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(word.toLowerCase(Locale.ROOT)))
                .map(text -> new Proposal(text, group))
                .toList();
    }
}
