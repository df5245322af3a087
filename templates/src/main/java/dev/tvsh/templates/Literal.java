package dev.tvsh.templates;

import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An SQL constant.
 *
 * @param text the constant as it stands in a statement, quoted and escaped
 */
public record Literal(String text) implements Ref {

    private static final Literal NULL = new Literal("NULL");

    /** A string constant that means the same whatever {@code standard_conforming_strings} is; null gives {@code NULL}. */
    public static Literal of(@Nullable String value) {
        if (value == null) {
            return NULL;
        }
        if (value.indexOf('\0') >= 0) {
            throw new TemplateException("an SQL constant cannot hold a zero byte");
        }
        String quoted = "'" + value.replace("'", "''") + "'";
        return value.indexOf('\\') < 0 ? new Literal(quoted) : new Literal(" E" + quoted.replace("\\", "\\\\"));
    }

    /** An integer constant; a negative one stands in parentheses, so that no minus sign before it makes a comment. */
    public static Literal of(long value) {
        return new Literal(value < 0 ? "(" + value + ")" : Long.toString(value));
    }

    /** {@code true} or {@code false}. */
    public static Literal of(boolean value) {
        return new Literal(Boolean.toString(value));
    }

    /** A {@code text[]} constant, in the order of the collection. */
    public static Literal ofTexts(Collection<String> values) {
        return new Literal(values.stream()
                .map(value -> of(value).text())
                .collect(Collectors.joining(", ", "ARRAY[", "]::pg_catalog.text[]")));
    }

    /** An array of numbers, of whatever type of integers the server takes it for. */
    public static Literal ofNumbers(Collection<? extends Number> values) {
        return new Literal(values.stream()
                .map(value -> Long.toString(value.longValue()))
                .collect(Collectors.joining(",", "'{", "}'")));
    }

    @Override
    public boolean allowedIn(TemplateKind kind) {
        return kind == TemplateKind.SQL;
    }

    @Override
    public String toString() {
        return text;
    }
}
