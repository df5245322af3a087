package dev.tvsh.shell.meta;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.shell.meta.NamePattern.Parts;
import dev.tvsh.templates.Literal;
import java.util.List;
import java.util.Map;

/** What {@code \dx+}, {@code \dF+} and {@code \dFp+} tell of each object. */
final class DetailCommands {

    private DetailCommands() {}

    static void extensions(CatalogQuery query, String pattern) {
        for (Row extension : named(query, "extension", pattern, Parts.NAME)) {
            String title = "Objects in extension \"" + extension.text("name") + "\"";
            query.print("sql/meta/extension-objects.sql.vm", oid(extension), title, "");
        }
    }

    static void configurations(CatalogQuery query, String pattern) {
        for (Row configuration : named(query, "text search configuration", pattern, Parts.DATABASE_SCHEMA_NAME)) {
            String title = "Text search configuration " + qualified(configuration, "schema", "name") + "\nParser: "
                    + qualified(configuration, "parser_schema", "parser");
            query.printWithoutCount("sql/meta/text-search-configuration.sql.vm", oid(configuration), title);
        }
    }

    static void parsers(CatalogQuery query, String pattern) {
        for (Row parser : named(query, "text search parser", pattern, Parts.DATABASE_SCHEMA_NAME)) {
            String name = qualified(parser, "schema", "name");
            query.printWithoutCount("sql/meta/text-search-parser.sql.vm", oid(parser), "Text search parser " + name);
            query.print("sql/meta/text-search-tokens.sql.vm", oid(parser), "Token types for parser " + name, "");
        }
    }

    private static List<Row> named(CatalogQuery query, String kind, String pattern, Parts parts) {
        Map<String, Object> values =
                NamePattern.of(pattern, parts, query.database()).values(true);
        List<Row> found = query.rows("sql/meta/" + kind.replace(' ', '-') + "-names.sql.vm", values);
        if (found.isEmpty()) {
            throw query.missing(
                    pattern.isEmpty()
                            ? "Did not find any " + kind + "s."
                            : "Did not find any " + kind + " named \"" + pattern + "\".");
        }
        return found;
    }

    private static String qualified(Row row, String schema, String name) {
        return "\"" + row.text(schema) + "." + row.text(name) + "\"";
    }

    private static Map<String, Object> oid(Row row) {
        return Map.of("oid", Literal.of(row.text("oid")));
    }
}
