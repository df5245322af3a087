package dev.tvsh.shell.meta;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What is in the database. */
final class CatalogCommands {

    private static final List<String> ALL_KINDS = List.of("r", "p", "v", "m", "S", "f");

    private static final String ROLES = "List of roles";

    private final Supplier<Templates> templates;

    private CatalogCommands(Supplier<Templates> templates) {
        this.templates = templates;
    }

    static List<MetaCommand> all(Supplier<Templates> templates) {
        CatalogCommands commands = new CatalogCommands(templates);
        return List.of(
                MetaCommand.of(
                        "d", ArgumentStyle.NAMES, "[NAME]", "relations, or what one is like", commands::describe),
                commands.relations("dt", "tables", List.of("r", "p")),
                commands.relations("dv", "views", List.of("v")),
                commands.relations("dm", "materialized views", List.of("m")),
                commands.relations("di", "indexes", List.of("i", "I")),
                commands.relations("ds", "sequences", List.of("S")),
                commands.list("dn", "schemas", "sql/meta/schemas.sql.vm", "List of schemas"),
                commands.list("du dg", "roles", "sql/meta/roles.sql.vm", ROLES),
                commands.list("dx", "extensions", "sql/meta/extensions.sql.vm", "List of installed extensions"),
                commands.list("df", "functions", "sql/meta/functions.sql.vm", "List of functions"),
                commands.list("l list", "databases", "sql/meta/databases.sql.vm", "List of databases"));
    }

    /** psql counts the rows of these lists, but not the roles. */
    private MetaCommand list(String names, String summary, String template, String title) {
        boolean counted = !title.equals(ROLES);
        return MetaCommand.of(names, ArgumentStyle.NAMES, "[PATTERN]", summary, call -> {
            String pattern = call.word(0);
            query(call)
                    .print(template, NamePattern.of(pattern).values(!pattern.isEmpty()), title, List.of(), "", counted);
        });
    }

    private MetaCommand relations(String name, String summary, List<String> kinds) {
        return MetaCommand.of(name, ArgumentStyle.NAMES, "[PATTERN]", summary, call -> relations(call, kinds));
    }

    private void relations(Call call, List<String> kinds) {
        String pattern = call.word(0);
        Map<String, Object> values = NamePattern.of(pattern).values(!pattern.isEmpty());
        values.put("kinds", Literal.ofTexts(kinds));
        values.put("index", kinds.contains("i"));
        String none = pattern.isEmpty()
                ? "Did not find any relations."
                : "Did not find any relation named \"" + pattern + "\".";
        query(call).print("sql/meta/relations.sql.vm", values, "List of relations", List.of(), none);
    }

    private void describe(Call call) {
        String pattern = call.word(0);
        if (pattern.isEmpty()) {
            relations(call, ALL_KINDS);
            return;
        }
        CatalogQuery query = query(call);
        List<Row> found = query.rows(
                "sql/meta/describe-list.sql.vm", NamePattern.of(pattern).values(true));
        if (found.isEmpty()) {
            query.missing("Did not find any relation named \"" + pattern + "\".");
        }
        for (Row relation : found) {
            describe(query, relation);
        }
    }

    private static void describe(CatalogQuery query, Row relation) {
        String kind = relation.text("kind");
        String schema = relation.text("schema");
        String name = relation.text("name");
        Map<String, Object> values =
                Map.of("relation", Literal.of(Identifier.of(schema, name).text()), "index", kind.endsWith("ndex"));
        List<String> footers = new ArrayList<>();
        String section = "";
        for (Row row : query.rows("sql/meta/describe-footers.sql.vm", values)) {
            String title = row.text("title");
            if (!title.isEmpty() && !title.equals(section)) {
                footers.add(title);
            }
            section = title;
            footers.add(row.text("line"));
        }
        query.print(
                "sql/meta/describe-columns.sql.vm",
                values,
                kind + " \"" + schema + "." + name + "\"",
                footers,
                "",
                false);
    }

    private CatalogQuery query(Call call) {
        return new CatalogQuery(call, templates.get());
    }
}
