package dev.tvsh.shell.interpreter;

import dev.tvsh.shell.input.SqlTokens;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the first words of a statement tell. */
final class StatementKind {

    private static final Pattern BLANKS_AND_COMMENTS = Pattern.compile("\\A(?:\\s+|--[^\\n]*|/\\*(?s:.*?)\\*/)+");

    /** What opens or ends blocks itself, and what the server refuses inside of one. */
    private static final Pattern ALONE = Pattern.compile("(?:abort|begin|start|commit|end|rollback|vacuum)\\b.*"
            + "|prepare transaction\\b.*"
            + "|cluster ?(?:;.*)?"
            + "|create (?:database|tablespace|(?:unique )?index concurrently)\\b.*"
            + "|alter system\\b.*"
            + "|(?:drop|reindex) (?:database|system|tablespace)\\b.*"
            + "|(?:reindex (?:index|table)|drop index) concurrently\\b.*"
            + "|discard all\\b.*");

    /** Words that make more than a query of one; to lock rows is one of them. */
    private static final Set<String> WRITING = Set.of("insert", "update", "delete", "merge", "into", "share");

    private static final int FIRST = 200;

    private StatementKind() {}

    /** Whether a block may be opened before the statement. */
    static boolean runsInABlock(String statement) {
        return !ALONE.matcher(start(statement)).matches();
    }

    /** Whether psql would fetch the result in pieces: only of a query that can be a cursor's. */
    static boolean isQuery(String statement) {
        return start(statement.replaceFirst("\\A[\\s(]+", "")).matches("(?s)(?:select|values)\\b.*");
    }

    /** Whether this is one query that writes nothing by itself; the functions that it calls may. */
    static boolean onlyReads(String statement) {
        boolean reads =
                start(statement.replaceFirst("\\A[\\s(]+", "")).matches("(?s)(?:select|values|table|with)\\b.*");
        return reads
                && !isSeveral(statement)
                && SqlTokens.all(statement).stream()
                        .noneMatch(token -> WRITING.contains(token.text().toLowerCase(Locale.ROOT)));
    }

    /** Whether this may be more than one statement. */
    static boolean isSeveral(String statement) {
        return SqlTokens.all(statement.replaceFirst("[;\\s]+\\z", "")).stream().anyMatch(token -> token.isSign(';'));
    }

    private static String start(String statement) {
        String text = BLANKS_AND_COMMENTS.matcher(statement).replaceFirst("");
        return text.substring(0, Math.min(FIRST, text.length()))
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }
}
