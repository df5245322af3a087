package dev.tvsh.shell.terminal;

import dev.tvsh.shell.completion.SqlWords;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Shows strings, comments and key words of SQL while it is typed; runs at every key, so it looks at each character once. */
final class SqlHighlighter implements Highlighter {

    private static final Pattern TOKEN = Pattern.compile("(?<comment>--[^\\n]*+|/\\*(?:[^*]|\\*(?!/))*+(?:\\*/|\\z))"
            + "|(?<string>'[^']*+(?:'|\\z)|\\$(?<tag>\\w*)\\$[\\s\\S]*?(?:\\$\\k<tag>\\$|\\z))"
            + "|\"[^\"]*+\"?"
            + "|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*+)");

    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle COMMENT = PLAIN.faint();
    private static final AttributedStyle STRING = PLAIN.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle KEYWORD = PLAIN.bold();

    private final SqlWords words;

    SqlHighlighter(SqlWords words) {
        this.words = words;
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        AttributedStringBuilder out = new AttributedStringBuilder(buffer.length());
        Matcher token = TOKEN.matcher(buffer);
        int copied = 0;
        while (token.find()) {
            out.append(buffer.substring(copied, token.start()), PLAIN).append(token.group(), style(token));
            copied = token.end();
        }
        return out.append(buffer.substring(copied), PLAIN).toAttributedString();
    }

    private AttributedStyle style(Matcher token) {
        if (token.group("comment") != null) {
            return COMMENT;
        }
        if (token.group("string") != null) {
            return STRING;
        }
        return token.group("word") != null && words.contains(token.group("word")) ? KEYWORD : PLAIN;
    }
}
