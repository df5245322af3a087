package dev.tvsh.shell.completion;

import dev.tvsh.commands.CommandSpec;
import dev.tvsh.shell.input.SqlToken;
import dev.tvsh.shell.input.SqlToken.Kind;
import dev.tvsh.shell.input.SqlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Proposes what could stand at the cursor: in a command of tvsh, in a backslash command, or in SQL. */
public final class ShellCompletion implements CompletionSource {

    private final ShellNames shell;
    private final CommandCompletion commands;
    private final MetaCompletion meta;
    private final SqlCompletion sql;

    public ShellCompletion(ShellNames shell, Supplier<DatabaseNames> names) {
        this.shell = shell;
        this.commands = new CommandCompletion(shell, names);
        this.sql = new SqlCompletion(CompletionRules.load(), names, shell::keywordCase);
        this.meta = new MetaCompletion(shell, sql);
    }

    @Override
    public int wordStart(String buffer, int cursor) {
        Line line = Line.at(buffer, cursor);
        if (line.backslash() >= 0 || command(line).isPresent()) {
            return ShellWords.start(buffer, cursor);
        }
        return line.isHyphenated()
                ? ShellWords.start(buffer, cursor)
                : line.word().start();
    }

    @Override
    public List<Proposal> propose(String buffer, int cursor) {
        Line line = Line.at(buffer, cursor);
        int start = ShellWords.start(line.before(), line.before().length());
        String word = line.before().substring(start);
        int backslash = line.backslash();
        if (backslash >= 0) {
            boolean itself = backslash >= start;
            return meta.propose(
                    itself ? List.of() : words(line.before().substring(backslash, start)),
                    itself ? line.before().substring(backslash) : word);
        }
        Optional<CommandSpec> command = command(line);
        if (command.isPresent()) {
            List<String> words = words(line.text().substring(0, line.text().length() - word.length()));
            return commands.arguments(command.get(), words.subList(1, words.size()), word);
        }
        if (line.inside()) {
            return List.of();
        }
        if (line.isHyphenated()) {
            return commands.commands(line.text());
        }
        TypedWord typed = line.word();
        if (typed.start() > 0
                && buffer.charAt(typed.start() - 1) == ':'
                && typed.qualifiers().isEmpty()
                && !buffer.startsWith("::", typed.start() - 2)) {
            return shell.variables().stream()
                    .filter(name -> name.startsWith(typed.typed()))
                    .map(name -> new Proposal(name, "variable"))
                    .toList();
        }
        List<Proposal> proposals = new ArrayList<>();
        if (line.first()) {
            proposals.addAll(commands.commands(typed.typed()));
        }
        proposals.addAll(sql.propose(typed, line.tokensBefore(), line.statement()));
        return proposals;
    }

    /** The command that the line begins with, and that is complete. */
    private Optional<CommandSpec> command(Line line) {
        List<String> words = words(line.text());
        boolean behind = !words.isEmpty() && line.text().length() > words.get(0).length();
        return line.beginsStatement() && behind ? commands.command(words.get(0)) : Optional.empty();
    }

    private static List<String> words(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+"));
    }

    /**
     * The line with the cursor, and the statement that it belongs to.
     *
     * @param before the buffer up to the cursor
     * @param text the line up to the cursor, without the blanks before it
     * @param tokens the statement up to the cursor, the word being typed among it
     * @param statement the whole statement
     * @param inside whether the cursor is in a string or comment
     * @param beginsStatement whether nothing of the statement stands on a line before
     */
    private record Line(
            String before,
            String text,
            List<SqlToken> tokens,
            List<SqlToken> statement,
            boolean inside,
            boolean beginsStatement) {

        static Line at(String buffer, int position) {
            int cursor = Math.min(position, buffer.length());
            String before = buffer.substring(0, cursor);
            int lineStart = before.lastIndexOf('\n') + 1;
            List<SqlToken> read = SqlTokens.all(before);
            List<SqlToken> tokens = new ArrayList<>();
            boolean inside = false;
            for (SqlToken token : read) {
                boolean comment = token.kind() == Kind.COMMENT;
                inside = token.end() == cursor
                        && ((comment && (token.text().startsWith("--") || !token.closed()))
                                || (token.kind() == Kind.STRING && !token.closed()));
                if (token.isSign(';')) {
                    tokens.clear();
                } else if (!comment) {
                    tokens.add(token);
                }
            }
            List<SqlToken> statement = new ArrayList<>(tokens);
            for (SqlToken token : SqlTokens.of(buffer.substring(cursor))) {
                if (token.isSign(';')) {
                    break;
                }
                statement.add(token);
            }
            boolean begins = tokens.isEmpty() || tokens.get(0).start() >= lineStart;
            return new Line(before, before.substring(lineStart).stripLeading(), tokens, statement, inside, begins);
        }

        /** Whether it can only be a command of tvsh whose name is being typed. */
        boolean isHyphenated() {
            return beginsStatement && text.matches("[a-z]+(?:-[a-z]*)+");
        }

        TypedWord word() {
            return TypedWord.at(before.length(), tokens);
        }

        List<SqlToken> tokensBefore() {
            int start = word().start();
            return tokens.stream().filter(token -> token.end() <= start).toList();
        }

        boolean first() {
            return beginsStatement
                    && tokensBefore().isEmpty()
                    && word().qualifiers().isEmpty();
        }

        /** Where the last backslash command of the line begins; -1 if there is none. */
        int backslash() {
            int lineStart = before.lastIndexOf('\n') + 1;
            int found = -1;
            for (SqlToken token : tokens) {
                if (token.kind() == Kind.BACKSLASH && token.start() >= lineStart) {
                    found = token.start();
                }
            }
            return found;
        }
    }
}
