package dev.tvsh.shell.terminal;

import dev.tvsh.shell.completion.SqlWords;
import dev.tvsh.shell.input.SqlToken;
import dev.tvsh.shell.input.SqlTokens;
import java.util.function.Predicate;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Shows what is what in an input while it is typed; runs at every key, so it looks at each character once. */
final class SqlHighlighter implements Highlighter {

    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle COMMENT = PLAIN.faint();
    private static final AttributedStyle STRING = PLAIN.foreground(AttributedStyle.GREEN);
    private static final AttributedStyle OPEN = PLAIN.foreground(AttributedStyle.YELLOW);
    private static final AttributedStyle NUMBER = PLAIN.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle KEYWORD = PLAIN.bold();
    private static final AttributedStyle COMMAND = PLAIN.bold().foreground(AttributedStyle.MAGENTA);

    private final SqlWords words;
    private final Predicate<String> isCommand;

    /** @param isCommand whether a word is a command of tvsh */
    SqlHighlighter(SqlWords words, Predicate<String> isCommand) {
        this.words = words;
        this.isCommand = isCommand;
    }

    @Override
    public AttributedString highlight(LineReader reader, String buffer) {
        AttributedStringBuilder out = new AttributedStringBuilder(buffer.length());
        int copied = 0;
        boolean begins = true;
        for (SqlToken token : SqlTokens.all(buffer)) {
            out.append(buffer.substring(copied, token.start()), PLAIN).append(token.text(), style(token, begins));
            copied = token.end();
            begins = token.isSign(';') || (begins && token.kind() == SqlToken.Kind.COMMENT);
        }
        return out.append(buffer.substring(copied), PLAIN).toAttributedString();
    }

    private AttributedStyle style(SqlToken token, boolean begins) {
        return switch (token.kind()) {
            case COMMENT -> token.closed() ? COMMENT : OPEN;
            case STRING -> token.closed() ? STRING : OPEN;
            case QUOTED_NAME -> token.closed() ? PLAIN : OPEN;
            case NUMBER -> NUMBER;
            case BACKSLASH -> COMMAND;
            case SIGN -> PLAIN;
            case WORD -> {
                if (begins && isCommand.test(token.text())) {
                    yield COMMAND;
                }
                yield words.contains(token.text()) ? KEYWORD : PLAIN;
            }
        };
    }
}
