package dev.tvsh.commands.connection;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the beginning of a statement tells about how it can be run: whether its rows can be fetched in portions.
 *
 * @param word the first word in upper case; empty if there is none
 * @param text the whole statement
 */
record StatementHead(String word, String text) {

    /** A statement with these words may write, and is told apart from a plain query by the server only. */
    private static final Pattern MAY_WRITE = Pattern.compile("(?i)\\b(insert|update|delete|merge)\\b");

    /** The extended protocol wants a value for {@code $1}, where the simple one says that there is none. */
    private static final Pattern PARAMETER = Pattern.compile("\\$[0-9]");

    static StatementHead of(String statement) {
        int start = skipToWord(statement);
        int end = start;
        while (end < statement.length() && Character.isLetter(statement.charAt(end))) {
            end++;
        }
        return new StatementHead(statement.substring(start, end).toUpperCase(Locale.ROOT), statement);
    }

    /** Whether the rows can be fetched in portions, given that nothing but one statement stands in the text. */
    boolean streams(TransactionState state) {
        boolean query = switch (word) {
            case "SELECT", "TABLE", "VALUES" -> true;
            case "WITH" -> !MAY_WRITE.matcher(text).find();
            case "FETCH" -> state == TransactionState.OPEN;
            default -> false;
        };
        return query && !PARAMETER.matcher(text).find();
    }

    /** The command tag of a query that gave so many rows. */
    String tag(long rows) {
        return (word.equals("FETCH") ? "FETCH " : "SELECT ") + rows;
    }

    /** Skips white space, comments and opening parentheses. */
    private static int skipToWord(String text) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || c == '(') {
                at++;
            } else if (text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end + 1;
            } else if (text.startsWith("/*", at)) {
                at = endOfComment(text, at);
            } else {
                break;
            }
        }
        return at;
    }

    private static int endOfComment(String text, int start) {
        int depth = 0;
        int at = start;
        while (at < text.length()) {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return at;
                }
            } else {
                at++;
            }
        }
        return at;
    }
}
