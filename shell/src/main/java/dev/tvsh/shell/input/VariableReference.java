package dev.tvsh.shell.input;

import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.ShellWord;
import org.jspecify.annotations.Nullable;

/**
 * A variable named in the text: {@code :name}, {@code :'name'}, {@code :"name"} or {@code :{?name}}.
 *
 * @param end the place behind it
 */
record VariableReference(String name, Kind kind, int end) {

    enum Kind {
        PLAIN,
        LITERAL,
        IDENTIFIER,
        DEFINED
    }

    /** The reference whose colon stands at {@code start}, or null if there is none. */
    static @Nullable VariableReference at(CharSequence text, int start) {
        int next = start + 1;
        if (next >= text.length()) {
            return null;
        }
        char c = text.charAt(next);
        if (c == '\'') {
            return closed(text, next + 1, "'", Kind.LITERAL);
        }
        if (c == '"') {
            return closed(text, next + 1, "\"", Kind.IDENTIFIER);
        }
        return c == '{' ? closed(text, next + 1, "}", Kind.DEFINED) : plain(text, next);
    }

    private static @Nullable VariableReference plain(CharSequence text, int from) {
        int end = nameEnd(text, from);
        if (end == from) {
            return null;
        }
        return new VariableReference(text.subSequence(from, end).toString(), Kind.PLAIN, end);
    }

    private static @Nullable VariableReference closed(CharSequence text, int start, String close, Kind kind) {
        int from = start;
        if (kind == Kind.DEFINED) {
            if (from >= text.length() || text.charAt(from) != '?') {
                return null;
            }
            from++;
        }
        int end = nameEnd(text, from);
        if (end == from || end >= text.length() || text.charAt(end) != close.charAt(0)) {
            return null;
        }
        return new VariableReference(text.subSequence(from, end).toString(), kind, end + 1);
    }

    private static int nameEnd(CharSequence text, int from) {
        int end = from;
        while (end < text.length() && isNameCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    static boolean isNameCharacter(char c) {
        return c == '_' || c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    /** What stands in an SQL statement instead; null if the variable is not set, which leaves the text as it is. */
    @Nullable String inSql(VariableSource variables) {
        String value = variables.value(name);
        if (kind == Kind.DEFINED) {
            return value == null ? "FALSE" : "TRUE";
        }
        if (value == null) {
            return null;
        }
        return switch (kind) {
            case LITERAL -> Literal.of(value).text();
            case IDENTIFIER -> Identifier.quoted(value).text();
            default -> value;
        };
    }

    /** What stands in a line for the shell instead; null if the variable is not set or cannot stand there. */
    @Nullable String inShell(VariableSource variables) {
        String value = variables.value(name);
        if (value == null) {
            return null;
        }
        return switch (kind) {
            case PLAIN -> value;
            case LITERAL -> ShellWord.of(value).text();
            default -> null;
        };
    }

    /** What stands in a word of a tvsh command instead: always within that one word. */
    @Nullable String inWord(VariableSource variables) {
        String value = variables.value(name);
        return kind == Kind.DEFINED ? (value == null ? "FALSE" : "TRUE") : value;
    }
}
