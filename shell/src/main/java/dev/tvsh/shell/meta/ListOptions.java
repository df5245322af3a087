package dev.tvsh.shell.meta;

import java.util.Map;

/**
 * What the letters behind the name of a list say.
 *
 * @param verbose {@code +}: with all that is known
 * @param system {@code S}: system objects too
 */
record ListOptions(boolean verbose, boolean system) {

    static ListOptions of(String name) {
        return new ListOptions(name.indexOf('+') >= 0, name.indexOf('S') >= 0);
    }

    /** The values that the templates of lists take. */
    Map<String, Object> values(CatalogQuery query, String pattern, NamePattern.Parts parts) {
        Map<String, Object> values =
                NamePattern.of(pattern, parts, query.database()).values(system || !pattern.isEmpty());
        int version = query.version();
        values.put("verbose", verbose);
        values.put("v14", version >= 140_000);
        values.put("v15", version >= 150_000);
        values.put("v16", version >= 160_000);
        values.put("v17", version >= 170_000);
        return values;
    }
}
