package dev.tvsh.shell.meta;

import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of names as psql's commands take it: {@code *} and {@code ?} stand for characters, a dot separates the schema,
 * double quotes keep case and take everything as it stands.
 *
 * <p>Source: PostgreSQL documentation, psql, "Patterns".
 *
 * @param schema the regular expression for the schema; null for any
 * @param name the regular expression for the name; null for any
 */
record NamePattern(@Nullable String schema, @Nullable String name) {

    static NamePattern of(String text) {
        if (text.isEmpty()) {
            return new NamePattern(null, null);
        }
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (doubled) {
                    part.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(expression(c, quoted));
            }
        }
        parts.add(part.toString());
        String name = anchored(parts.get(parts.size() - 1));
        return new NamePattern(parts.size() > 1 ? anchored(parts.get(parts.size() - 2)) : null, name);
    }

    private static String expression(char c, boolean quoted) {
        if (quoted) {
            return "\\^$.[]|()?*+{}".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c);
        }
        return switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            case '$' -> "\\$";
            default -> String.valueOf(c).toLowerCase(Locale.ROOT);
        };
    }

    private static @Nullable String anchored(String expression) {
        return expression.isEmpty() || expression.equals(".*") ? null : "^(" + expression + ")$";
    }

    /**
     * What the templates take.
     *
     * @param given whether the user has given a pattern, so that system objects are among what is looked for
     */
    Map<String, Object> values(boolean given) {
        Map<String, Object> values = new HashMap<>();
        values.put("system", !given);
        values.put("visible", schema == null);
        values.put("hasSchema", schema != null);
        values.put("schema", Literal.of(schema));
        values.put("hasName", name != null);
        values.put("name", Literal.of(name));
        return values;
    }
}
