package dev.tvsh.shell.meta;

import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The patterns of types that stand behind the name of a function or an operator: {@code \df lower text}. */
final class TypePatterns {

    /** No type at this place. */
    private static final String NONE = "-";

    private static final Map<String, String> FULL_NAMES = Map.ofEntries(
            Map.entry("bool", "boolean"),
            Map.entry("decimal", "numeric"),
            Map.entry("float", "double precision"),
            Map.entry("float4", "real"),
            Map.entry("float8", "double precision"),
            Map.entry("int", "integer"),
            Map.entry("int2", "smallint"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("time", "time without time zone"),
            Map.entry("timetz", "time with time zone"),
            Map.entry("timestamp", "timestamp without time zone"),
            Map.entry("timestamptz", "timestamp with time zone"),
            Map.entry("varbit", "bit varying"),
            Map.entry("varchar", "character varying"));

    private TypePatterns() {}

    /**
     * What the templates take.
     *
     * @param words the name, and the patterns behind it
     * @param first the place of the first pattern among the types of the function, from 0
     */
    static List<Map<String, Object>> of(List<String> words, int first, String database) {
        List<Map<String, Object>> types = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            boolean none = words.get(i).equals(NONE);
            NamePattern pattern =
                    NamePattern.of(fullName(words.get(i)), NamePattern.Parts.DATABASE_SCHEMA_NAME, database);
            Map<String, Object> values = none ? noType() : pattern.values(true);
            values.put("none", none);
            values.put("at", Literal.of((long) first + i - 1));
            types.add(values);
        }
        return types;
    }

    private static Map<String, Object> noType() {
        Map<String, Object> any = NamePattern.ANY.values(true);
        any.put("visible", false);
        return any;
    }

    /** The name that the server shows for a short one, also with {@code []} behind it; others as they are. */
    static String fullName(String pattern) {
        String suffix = pattern.endsWith("[]") ? "[]" : "";
        String name = pattern.substring(0, pattern.length() - suffix.length()).toLowerCase(Locale.ROOT);
        String full = FULL_NAMES.get(name);
        return full == null ? pattern : full + suffix;
    }
}
