package dev.tvsh.shell.meta;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
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
 * @param qualified whether a schema was given, {@code *} too; without one only what the search path shows is meant
 * @param schema the regular expression for the schema; null for any
 * @param name the regular expression for the name; null for any
 */
record NamePattern(
        boolean qualified,
        @Nullable String schema,
        @Nullable String name) {

    /** All that the search path shows. */
    static final NamePattern ANY = new NamePattern(false, null, null);

    private static final String SPECIAL = "|*+?()[]{}.^$\\";

    /** How names of a kind of object are qualified. */
    enum Parts {
        /** {@code name} */
        NAME(1),
        /** {@code database.name} */
        DATABASE_NAME(2),
        /** {@code database.schema.name} */
        DATABASE_SCHEMA_NAME(3, 3),
        /** As {@link #DATABASE_SCHEMA_NAME}; but for {@code *} and {@code ?} all characters stand for themselves. */
        OPERATOR(3, 3),
        /** One name, of which a dot is a part; two are taken for another database. */
        OWNER_OR_SCHEMA(3),
        /** One name, of which dots are a part. */
        SETTING(Integer.MAX_VALUE);

        private final int most;
        private final int split;

        Parts(int most) {
            this(most, 1);
        }

        Parts(int most, int split) {
            this.most = most;
            this.split = split;
        }
    }

    /**
     * Reads a pattern; an empty one stands for all.
     *
     * @param database the current database, the only one that a pattern can name
     * @throws TvshException if there are too many parts, or another database is named
     */
    static NamePattern of(String text, Parts parts, String database) {
        if (text.isEmpty()) {
            return ANY;
        }
        Reader reader = new Reader(text, parts.split, parts == Parts.OPERATOR);
        if (reader.dots >= parts.most) {
            throw new TvshException(ExitCode.FATAL, "improper qualified name (too many dotted names): " + text);
        }
        if (parts.most > 1
                && reader.dots == parts.most - 1
                && (parts == Parts.OWNER_OR_SCHEMA || !reader.first.toString().equals(database))) {
            throw new TvshException(ExitCode.FATAL, "cross-database references are not implemented: " + text);
        }
        List<StringBuilder> found = reader.found;
        String name = anchored(found.get(found.size() - 1));
        boolean qualified = found.size() > 1;
        return new NamePattern(qualified, qualified ? anchored(found.get(found.size() - 2)) : null, name);
    }

    private static @Nullable String anchored(StringBuilder expression) {
        return expression.toString().equals(".*") ? null : "^(" + expression + ")$";
    }

    /** Splits a pattern into its parts and makes regular expressions of them. */
    private static final class Reader {

        private final List<StringBuilder> found = new ArrayList<>(List.of(new StringBuilder()));
        /** The first part as it was written, but for quotes and case. */
        private final StringBuilder first = new StringBuilder();

        private int dots;

        Reader(String text, int most, boolean escaping) {
            boolean quoted = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '"') {
                    if (quoted && text.startsWith("\"\"", i)) {
                        add("\"", c);
                        i++;
                    } else {
                        quoted = !quoted;
                    }
                } else if (c == '.' && !quoted) {
                    dots++;
                    if (found.size() < most) {
                        found.add(new StringBuilder());
                    } else {
                        add(".", c);
                    }
                } else {
                    char kept = quoted
                            ? c
                            : String.valueOf(c).toLowerCase(Locale.ROOT).charAt(0);
                    add(expression(text, i, kept, quoted, escaping), kept);
                }
            }
        }

        private void add(String expression, char plain) {
            found.get(found.size() - 1).append(expression);
            if (dots == 0) {
                first.append(plain);
            }
        }

        private static String expression(String text, int at, char c, boolean quoted, boolean escaping) {
            if (!quoted && c == '*') {
                return ".*";
            }
            if (!quoted && c == '?') {
                return ".";
            }
            boolean special = (quoted || escaping) && SPECIAL.indexOf(c) >= 0;
            boolean escaped = special || c == '$' || text.startsWith("[]", at);
            return escaped ? "\\" + c : String.valueOf(c);
        }
    }

    /**
     * What the templates take.
     *
     * @param given whether the user has given a pattern, so that system objects are among what is looked for
     */
    Map<String, Object> values(boolean given) {
        Map<String, Object> values = new HashMap<>();
        values.put("system", !given);
        values.put("visible", !qualified);
        values.put("hasSchema", schema != null);
        values.put("schema", Literal.of(schema));
        values.put("hasName", name != null);
        values.put("name", Literal.of(name));
        return values;
    }
}
