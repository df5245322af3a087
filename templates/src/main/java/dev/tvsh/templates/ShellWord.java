package dev.tvsh.templates;

import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One word of a shell command, or a list of words.
 *
 * @param text the words as they stand in a script, quoted where the shell would read more into them
 */
public record ShellWord(String text) implements Ref {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+:,./-]+");

    /** One word, whatever characters it holds. */
    public static ShellWord of(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new TemplateException("a shell word cannot hold a zero byte");
        }
        if (PLAIN.matcher(value).matches()) {
            return new ShellWord(value);
        }
        return new ShellWord("'" + value.replace("'", "'\\''") + "'");
    }

    /** The path as one word. */
    public static ShellWord of(Path path) {
        return of(path.toString());
    }

    /** A number as one word. */
    public static ShellWord of(long value) {
        return of(Long.toString(value));
    }

    /** Several words, separated by blanks; none gives an empty text. */
    public static ShellWord list(Collection<String> values) {
        return new ShellWord(values.stream().map(value -> of(value).text()).collect(Collectors.joining(" ")));
    }

    @Override
    public boolean allowedIn(TemplateKind kind) {
        return kind == TemplateKind.HOST;
    }

    @Override
    public String toString() {
        return text;
    }
}
