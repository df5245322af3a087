package dev.tvsh.templates;

import java.util.Arrays;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The name of a database object, or a list of such names.
 *
 * <p>A part is quoted where PostgreSQL needs it: wherever it is not lower case ASCII, or is a key word that is not free
 * to be used as any name in some supported server version.
 *
 * @param text the name as it stands in a statement, its parts quoted where needed
 */
public record Identifier(String text) implements Ref {

    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /** What PostgreSQL takes for a name without quotes, and does not fold to lower case. */
    private static final Pattern UNQUOTED = Pattern.compile("[a-z_\\P{ASCII}][a-z0-9_$\\P{ASCII}]*");

    /** A name of one or more parts, from the schema down, for example {@code of("sales", "tv_order")}. */
    public static Identifier of(String... parts) {
        if (parts.length == 0) {
            throw new TemplateException("an identifier needs at least one part");
        }
        return new Identifier(Arrays.stream(parts).map(Identifier::quote).collect(Collectors.joining(".")));
    }

    /** A name of one part, in quotes also where PostgreSQL needs none. */
    public static Identifier quoted(String name) {
        return new Identifier(inQuotes(name));
    }

    /** A list of one-part names, separated by commas, as in the column list of an INSERT. */
    public static Identifier list(Collection<String> names) {
        if (names.isEmpty()) {
            throw new TemplateException("a list of identifiers needs at least one name");
        }
        return new Identifier(names.stream().map(Identifier::quote).collect(Collectors.joining(", ")));
    }

    /** Whether a name of one part means itself where whoever writes it uses no quotes. */
    public static boolean needsNoQuotes(String name) {
        return UNQUOTED.matcher(name).matches()
                && name.codePoints().noneMatch(Character::isUpperCase)
                && !Keywords.needsQuotes(name);
    }

    private static String quote(String part) {
        if (part.isEmpty() || part.indexOf('\0') >= 0) {
            throw new TemplateException(
                    "not a possible name of a database object: '" + part.replace("\0", "\\0") + "'");
        }
        if (PLAIN.matcher(part).matches() && !Keywords.needsQuotes(part)) {
            return part;
        }
        return inQuotes(part);
    }

    private static String inQuotes(String part) {
        return "\"" + part.replace("\"", "\"\"") + "\"";
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
