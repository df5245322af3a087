package dev.tvsh.commands.adopt;

import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A column of the table of registrations that a registration can fill.
 *
 * @param field the field of a registration that it holds
 */
record MetadataColumn(String name, Kind kind, String field) {

    /** How the value comes about. */
    enum Kind {
        ENTITY,
        TABLE,
        VIEW,
        TABLE_NAME,
        DEPENDENCIES,
        TEXTS,
        TIME,
        TEXT
    }

    /** The columns of all surfaces. Those of the published guides tell a table by its name, all others by its OID. */
    private static final Map<String, MetadataColumn> KNOWN = known();

    private static Map<String, MetadataColumn> known() {
        Map<String, MetadataColumn> known = new HashMap<>();
        add(known, "entity", Kind.ENTITY, "entity");
        add(known, "entity_name", Kind.ENTITY, "entity");
        add(known, "table_oid", Kind.TABLE, "table");
        add(known, "view_oid", Kind.VIEW, "view");
        add(known, "backing_table_name", Kind.TABLE_NAME, "table");
        add(known, "definition", Kind.TEXT, "definition");
        add(known, "dependencies", Kind.DEPENDENCIES, "dependencies");
        add(known, "fk_columns", Kind.TEXTS, "fkColumns");
        add(known, "uuid_fk_columns", Kind.TEXTS, "uuidFkColumns");
        add(known, "dependency_types", Kind.TEXTS, "dependencyTypes");
        add(known, "dependency_paths", Kind.TEXTS, "dependencyPaths");
        add(known, "array_match_keys", Kind.TEXTS, "arrayMatchKeys");
        add(known, "created_at", Kind.TIME, "createdAt");
        return Map.copyOf(known);
    }

    private static void add(Map<String, MetadataColumn> known, String name, Kind kind, String field) {
        known.put(name, new MetadataColumn(name, kind, field));
    }

    static Optional<MetadataColumn> of(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    /** What the templates need of it. */
    Map<String, Object> values() {
        return Map.of(
                "name", Identifier.of(name),
                "alias", Identifier.of("new_" + name),
                "field", Literal.of(field),
                "entity", kind == Kind.ENTITY,
                "table", kind == Kind.TABLE,
                "view", kind == Kind.VIEW,
                "tableName", kind == Kind.TABLE_NAME,
                "dependencies", kind == Kind.DEPENDENCIES,
                "texts", kind == Kind.TEXTS,
                "time", kind == Kind.TIME);
    }
}
