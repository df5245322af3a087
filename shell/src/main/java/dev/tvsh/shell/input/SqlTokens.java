package dev.tvsh.shell.input;

import dev.tvsh.shell.input.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL into its words while it is being typed: it takes any text, finished or not, and looks at each character once.
 *
 * <p>Source: PostgreSQL documentation, "Lexical Structure".
 */
public final class SqlTokens {

    private final String text;
    private final List<SqlToken> tokens = new ArrayList<>();

    private SqlTokens(String text) {
        this.text = text;
    }

    /** All that stands in the text, comments among it. */
    public static List<SqlToken> all(String text) {
        SqlTokens reader = new SqlTokens(text);
        int at = 0;
        while (at < text.length()) {
            at = reader.next(at);
        }
        return reader.tokens;
    }

    /** What stands in the text, without comments. */
    public static List<SqlToken> of(String text) {
        List<SqlToken> tokens = all(text);
        tokens.removeIf(token -> token.kind() == Kind.COMMENT);
        return tokens;
    }

    private int next(int at) {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            return at + 1;
        }
        if (text.startsWith("--", at)) {
            int end = text.indexOf('\n', at);
            return add(Kind.COMMENT, at, end < 0 ? text.length() : end, true);
        }
        if (text.startsWith("/*", at)) {
            return comment(at);
        }
        if (c == '\'') {
            return quoted(Kind.STRING, at, at, '\'', false);
        }
        if (c == '"') {
            return quoted(Kind.QUOTED_NAME, at, at, '"', false);
        }
        if (c == '$') {
            return dollar(at);
        }
        if (c == '\\') {
            int end = at + 1;
            while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != '\\') {
                end++;
            }
            return add(Kind.BACKSLASH, at, end, true);
        }
        if (c >= '0' && c <= '9') {
            return number(at);
        }
        if (startsWord(c)) {
            return word(at);
        }
        return add(Kind.SIGN, at, text.startsWith("::", at) ? at + 2 : at + 1, true);
    }

    private int add(Kind kind, int start, int end, boolean closed) {
        tokens.add(new SqlToken(kind, start, end, text.substring(start, end), closed));
        return end;
    }

    private int comment(int start) {
        int depth = 1;
        int at = start + 2;
        while (at < text.length() && depth > 0) {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        }
        return add(Kind.COMMENT, start, at, depth == 0);
    }

    private int quoted(Kind kind, int start, int open, char quote, boolean escapes) {
        int at = open + 1;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && escapes && at < text.length()) {
                at++;
            } else if (c == quote) {
                if (at == text.length() || text.charAt(at) != quote) {
                    return add(kind, start, at, true);
                }
                at++;
            }
        }
        return add(kind, start, text.length(), false);
    }

    private int dollar(int start) {
        int end = start + 1;
        while (end < text.length() && continuesWord(text.charAt(end)) && text.charAt(end) != '$') {
            end++;
        }
        boolean parameter = end > start + 1 && Character.isDigit(text.charAt(start + 1));
        if (parameter || end == text.length() || text.charAt(end) != '$') {
            return add(Kind.SIGN, start, Math.max(end, start + 1), true);
        }
        String tag = text.substring(start, end + 1);
        int close = text.indexOf(tag, end + 1);
        return add(Kind.STRING, start, close < 0 ? text.length() : close + tag.length(), close >= 0);
    }

    private int number(int start) {
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean exponent = (c == '+' || c == '-') && (text.charAt(at - 1) | 0x20) == 'e';
            if (!Character.isLetterOrDigit(c) && c != '.' && c != '_' && !exponent) {
                break;
            }
            at++;
        }
        return add(Kind.NUMBER, start, at, true);
    }

    private int word(int start) {
        int end = start + 1;
        while (end < text.length() && continuesWord(text.charAt(end))) {
            end++;
        }
        boolean one = end == start + 1 && end < text.length();
        char letter = Character.toLowerCase(text.charAt(start));
        if (one && text.charAt(end) == '\'' && "ebxn".indexOf(letter) >= 0) {
            return quoted(Kind.STRING, start, end, '\'', letter == 'e');
        }
        if (one && letter == 'u' && text.startsWith("&'", end)) {
            return quoted(Kind.STRING, start, end + 1, '\'', false);
        }
        return add(Kind.WORD, start, end, true);
    }

    private static boolean startsWord(char c) {
        return c == '_' || c >= 128 || Character.isLetter(c);
    }

    private static boolean continuesWord(char c) {
        return startsWord(c) || c == '$' || (c >= '0' && c <= '9');
    }
}
