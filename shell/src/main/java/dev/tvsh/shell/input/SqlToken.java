package dev.tvsh.shell.input;

import java.util.Locale;

/**
 * One word, constant, comment or sign of SQL.
 *
 * @param start where it begins in the text
 * @param end where it ends, exclusive
 * @param text as it stands there
 * @param closed false if the text ends before its closing quote or the end of the comment
 */
public record SqlToken(Kind kind, int start, int end, String text, boolean closed) {

    /** What it is. */
    public enum Kind {
        WORD,
        QUOTED_NAME,
        STRING,
        NUMBER,
        COMMENT,
        BACKSLASH,
        SIGN
    }

    /** Whether it is this word, in whatever case. */
    public boolean is(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    public boolean isSign(char sign) {
        return kind == Kind.SIGN && text.length() == 1 && text.charAt(0) == sign;
    }

    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** The name that it stands for: folded to small letters, or without its quotes. */
    public String name() {
        if (kind != Kind.QUOTED_NAME) {
            return text.toLowerCase(Locale.ROOT);
        }
        return text.substring(1, closed ? text.length() - 1 : text.length()).replace("\"\"", "\"");
    }
}
