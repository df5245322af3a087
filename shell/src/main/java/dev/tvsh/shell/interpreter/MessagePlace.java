package dev.tvsh.shell.interpreter;

import dev.tvsh.shell.input.Lexer;
import dev.tvsh.shell.render.Output;
import java.util.function.Supplier;

/**
 * What stands before messages about an input.
 *
 * @param source tells file and line; an empty text where the input does not come from a file. Data that a statement reads from the
 *     file moves it on
 */
public record MessagePlace(Supplier<String> source) {

    /** Where the lexer is in what it reads. */
    static MessagePlace of(Place place, Lexer lexer) {
        return new MessagePlace(() -> place.prefix(lexer.line()));
    }

    /** File and line as they are now. */
    String prefix() {
        return source.get();
    }

    private String before(String kind) {
        String prefix = prefix();
        return prefix.isEmpty() ? "" : prefix + kind;
    }

    /** Tells an error that is not the server's. */
    public void error(Output out, String text) {
        out.error(before("error: ") + text + "\n");
    }

    /** Tells something to be careful about. */
    public void warning(Output out, String text) {
        out.error(before("warning: ") + text + "\n");
    }
}
