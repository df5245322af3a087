package dev.tvsh.shell.meta;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code \h} tells of SQL commands. The commands and their syntax are in {@code sql-help.txt}. */
final class SqlHelp {

    private static final Pattern HEAD = Pattern.compile("([A-Z ]+?)(?: \\(([a-z-]+)\\))?: (.*)");
    private static final String SAME = "  = ";
    private static final int SCREEN = 80;

    private final List<Topic> topics;

    private SqlHelp(List<Topic> topics) {
        this.topics = topics;
    }

    /** One command, as the file has it; its syntax may be a reference to another's. */
    private record Topic(String name, String page, String description, List<String> syntax) {}

    static SqlHelp read() {
        try (InputStream in = Objects.requireNonNull(SqlHelp.class.getResourceAsStream("sql-help.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<Topic> topics = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher head = HEAD.matcher(line);
                if (line.startsWith("  ")) {
                    topics.get(topics.size() - 1).syntax.add(line);
                } else if (head.matches()) {
                    String letters = head.group(1).replace(" ", "").toLowerCase(Locale.ROOT);
                    String page = head.group(2) == null ? "sql-" + letters : head.group(2);
                    topics.add(new Topic(head.group(1), page, head.group(3), new ArrayList<>()));
                }
            }
            return new SqlHelp(topics);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The names of all commands in columns.
     *
     * @param width the columns of the screen; 0 if it is none
     */
    String list(int width) {
        int longest =
                topics.stream().mapToInt(topic -> topic.name.length()).max().orElse(0);
        int columns = Math.max(1, ((width == 0 ? SCREEN : width) - 3) / (longest + 1));
        int lines = (topics.size() + columns - 1) / columns;
        StringBuilder text = new StringBuilder("Available help:\n");
        for (int line = 0; line < lines; line++) {
            text.append("  ");
            for (int column = 0; column < columns; column++) {
                int at = line + column * lines;
                String name = at < topics.size() ? topics.get(at).name : "";
                text.append(name).append(" ".repeat(column == columns - 1 ? 0 : longest + 1 - name.length()));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /**
     * All commands that begin as is asked; failing that, as its first two words, or its first. A name that is whole is told
     * alone, after those that it begins with.
     *
     * @param asked what the user looks for; {@code *} for all
     * @param version the edition of the manual that the addresses lead to
     */
    String about(String asked, String version) {
        List<String> words = List.of(asked.split(" ", -1));
        for (int count : new int[] {words.size(), Math.min(2, words.size()), 1}) {
            String beginning = String.join(" ", words.subList(0, count)).toUpperCase(Locale.ROOT);
            String found = found(asked, beginning, version);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "No help available for \"" + asked + "\".\nTry \\h with no arguments to see available help.\n";
    }

    private String found(String asked, String beginning, String version) {
        StringBuilder text = new StringBuilder();
        for (Topic topic : topics) {
            if (asked.equals("*") || topic.name.startsWith(beginning)) {
                text.append("Command:     ").append(topic.name);
                text.append("\nDescription: ").append(topic.description);
                text.append("\nSyntax:\n").append(syntax(topic));
                text.append("\n\nURL: https://www.postgresql.org/docs/").append(version);
                text.append('/').append(topic.page).append(".html\n\n");
                if (topic.name.equalsIgnoreCase(asked)) {
                    break;
                }
            }
        }
        return text.toString();
    }

    private String syntax(Topic topic) {
        String first = topic.syntax.get(0);
        if (first.startsWith(SAME)) {
            String other = first.substring(SAME.length());
            return topics.stream()
                    .filter(candidate -> candidate.name.equals(other))
                    .map(this::syntax)
                    .collect(Collectors.joining());
        }
        return topic.syntax.stream().map(line -> line.substring(2)).collect(Collectors.joining("\n"));
    }
}
