package dev.tvsh.shell.meta;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.Answer;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import dev.tvsh.shell.meta.NamePattern.Parts;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What is in the database. Every name can have {@code S} and {@code +} behind it. */
final class CatalogCommands {

    /** Names to which psql knows no {@code S}, or nothing at all. */
    private static final Pattern WITHOUT_SUFFIX = Pattern.compile("d[AFP]S.*|l.*S.*|z.+");

    private final Supplier<Templates> templates;
    private final List<MetaCommand> commands = new ArrayList<>();

    private CatalogCommands(Supplier<Templates> templates) {
        this.templates = templates;
    }

    static List<MetaCommand> all(Supplier<Templates> templates) {
        CatalogCommands all = new CatalogCommands(templates);
        all.relations();
        all.lists();
        return all.commands;
    }

    /** The name under which the command of a typed name is known: without {@code S}, {@code +} and letters that choose. */
    static String known(String typed) {
        if (WITHOUT_SUFFIX.matcher(typed).matches()) {
            return typed;
        }
        boolean list = typed.startsWith("d") || typed.startsWith("l") || typed.startsWith("z");
        String name = list ? typed.replaceAll("[S+]", "") : typed;
        if (name.matches("d[tvmisE]+")) {
            return "dt";
        }
        return name.matches("df[anptw]+") ? "df" : name.matches("dP[tin]+") ? "dP" : name;
    }

    private void relations() {
        add("d", "relations, or what one is like", call -> {
            ListOptions options = options(call);
            if (call.word(0).isEmpty()) {
                RelationCommands.list(call, templates.get(), "tvmsE", options);
            } else {
                RelationCommands.describe(call, templates.get(), options);
            }
        });
        add(
                "dt",
                "tables; \\dv views, \\dm materialized views, \\di indexes, \\ds sequences, \\dE foreign tables",
                call -> {
                    String letters = call.meta().name().substring(1);
                    RelationCommands.list(call, templates.get(), letters, options(call));
                });
    }

    private void lists() {
        list("da", "aggregates", "List of aggregate functions", Parts.DATABASE_SCHEMA_NAME);
        list("dA", "access-methods", "List of access methods", Parts.NAME);
        second("dAc", "operator-classes", "List of operator classes");
        second("dAf", "operator-families", "List of operator families");
        second("dAo", "operator-family-operators", "List of operators of operator families");
        second("dAp", "operator-family-functions", "List of support functions of operator families");
        list("db", "tablespaces", "List of tablespaces", Parts.NAME);
        list("dc", "conversions", "List of conversions", Parts.DATABASE_SCHEMA_NAME);
        list("dC", "casts", "List of casts", Parts.DATABASE_SCHEMA_NAME);
        list("dd", "descriptions", "Object descriptions", Parts.DATABASE_SCHEMA_NAME);
        list("ddp", "default-privileges", "Default access privileges", Parts.OWNER_OR_SCHEMA);
        list("dD", "domains", "List of domains", Parts.DATABASE_SCHEMA_NAME);
        list("des", "foreign-servers", "List of foreign servers", Parts.NAME);
        list("det", "foreign-tables", "List of foreign tables", Parts.DATABASE_SCHEMA_NAME);
        list("deu", "user-mappings", "List of user mappings", Parts.NAME);
        list("dew", "foreign-data-wrappers", "List of foreign-data wrappers", Parts.NAME);
        list("dFd", "text-search-dictionaries", "List of text search dictionaries", Parts.DATABASE_SCHEMA_NAME);
        list("dFt", "text-search-templates", "List of text search templates", Parts.DATABASE_SCHEMA_NAME);
        list("dL", "languages", "List of languages", Parts.DATABASE_NAME);
        list("dn", "schemas", "List of schemas", Parts.DATABASE_NAME);
        list("dO", "collations", "List of collations", Parts.DATABASE_SCHEMA_NAME);
        list("dp z", "privileges", "Access privileges", Parts.DATABASE_SCHEMA_NAME);
        list("dRs", "subscriptions", "List of subscriptions", Parts.NAME);
        listOr(
                "dF",
                "text-search-configurations",
                "List of text search configurations",
                Parts.DATABASE_SCHEMA_NAME,
                DetailCommands::configurations);
        listOr(
                "dFp",
                "text-search-parsers",
                "List of text search parsers",
                Parts.DATABASE_SCHEMA_NAME,
                DetailCommands::parsers);
        list("dT", "types", "List of data types", Parts.DATABASE_SCHEMA_NAME);
        list("du dg", "roles", "List of roles", Parts.NAME);
        listOr("dx", "extensions", "List of installed extensions", Parts.NAME, DetailCommands::extensions);
        list("dX", "statistics", "List of extended statistics", Parts.DATABASE_SCHEMA_NAME);
        list("dy", "event-triggers", "List of event triggers", Parts.NAME);
        list("l list list+", "databases", "List of databases", Parts.NAME);
        add("dl lo_list lo_list+", "...", "large objects", call -> {
            CatalogQuery query = query(call);
            query.print(file("large-objects"), options(call).values(query, "", Parts.NAME), "Large objects", "");
        });
        add("dconfig", "settings", this::parameters);
        add("df", "[NAME [TYPE...]]", "functions", this::functions);
        add("do", "[NAME [TYPE...]]", "operators", this::operators);
        add("drds", "[ROLE [DATABASE]]", "settings of roles and databases", this::settingOverrides);
        add("dP", "partitioned relations", this::partitioned);
        add("dRp", "publications", this::publications);
    }

    private void add(String names, String summary, Consumer<Call> handler) {
        add(names, "[NAME]", summary, handler);
    }

    private void add(String names, String arguments, String summary, Consumer<Call> handler) {
        commands.add(MetaCommand.of(names, ArgumentStyle.NAMES, arguments, summary, handler));
    }

    /** A list that with {@code +} is a description of each object. */
    private void listOr(
            String names, String template, String title, Parts parts, BiConsumer<CatalogQuery, String> details) {
        list(names, template, title, parts);
        MetaCommand list = commands.remove(commands.size() - 1);
        commands.add(MetaCommand.deciding(names, list.style(), list.arguments(), list.summary(), call -> {
            if (options(call).verbose()) {
                details.accept(query(call), call.word(0));
                return Answer.OK;
            }
            return list.handler().apply(call);
        }));
    }

    /** A list about an access method, with a second pattern: of a type, or of an operator family. */
    private void second(String name, String template, String title) {
        add(name, "[METHOD [NAME]]", template.replace('-', ' '), call -> {
            CatalogQuery query = query(call);
            Map<String, Object> values = options(call).values(query, call.word(0), Parts.NAME);
            String pattern = call.word(1);
            values.put(
                    "second",
                    NamePattern.of(pattern, Parts.DATABASE_SCHEMA_NAME, query.database())
                            .values(true));
            values.put("secondGiven", !pattern.isEmpty());
            query.print(file(template), values, title, "");
        });
    }

    private void list(String names, String template, String title, Parts parts) {
        add(names, template.replace('-', ' '), call -> {
            CatalogQuery query = query(call);
            String pattern = template.equals("types") ? TypePatterns.fullName(call.word(0)) : call.word(0);
            Map<String, Object> values = options(call).values(query, pattern, parts);
            values.put("hasArray", call.word(0).contains("[]"));
            String file = file(template);
            if (template.equals("roles")) {
                query.printWithoutCount(file, values, title);
            } else {
                query.print(file, values, title, "");
            }
        });
    }

    private void parameters(Call call) {
        CatalogQuery query = query(call);
        Map<String, Object> values = options(call).values(query, call.word(0).toLowerCase(Locale.ROOT), Parts.SETTING);
        values.put("all", !call.word(0).isEmpty());
        String title = call.word(0).isEmpty()
                ? "List of non-default configuration parameters"
                : "List of configuration parameters";
        query.print(file("parameters"), values, title, "");
    }

    private void settingOverrides(Call call) {
        CatalogQuery query = query(call);
        String role = call.word(0);
        String database = call.word(1);
        Map<String, Object> values = options(call).values(query, role, Parts.NAME);
        Map<String, Object> second =
                NamePattern.of(database, Parts.NAME, query.database()).values(!database.isEmpty());
        values.put("hasDatabase", second.get("hasName"));
        values.put("database", second.get("name"));
        String about = role.isEmpty() ? "" : " for role \"" + role + "\"";
        String both = database.isEmpty() ? about : about + " and database \"" + database + "\"";
        query.print(file("setting-overrides"), values, "List of settings", "Did not find any settings" + both + ".");
    }

    private void functions(Call call) {
        CatalogQuery query = query(call);
        String letters = call.meta().name().substring(2);
        Map<String, Object> values = options(call).values(query, call.word(0), Parts.DATABASE_SCHEMA_NAME);
        values.put("kindsGiven", letters.chars().anyMatch(c -> "anptw".indexOf(c) >= 0));
        values.put("aggregate", letters.contains("a"));
        values.put("normal", letters.contains("n"));
        values.put("procedure", letters.contains("p"));
        values.put("trigger", letters.contains("t"));
        values.put("window", letters.contains("w"));
        values.put("types", TypePatterns.of(call.meta().words(), 0, query.database()));
        query.print(file("functions"), values, "List of functions", "");
    }

    /** One type is that of the operand behind a prefix operator, two are those of both operands; others do not count. */
    private void operators(Call call) {
        CatalogQuery query = query(call);
        List<String> words = call.meta().words();
        boolean prefix = words.size() == 2;
        Map<String, Object> values = options(call).values(query, call.word(0), Parts.OPERATOR);
        values.put("prefix", prefix);
        values.put(
                "types",
                TypePatterns.of(words.subList(0, Math.min(words.size(), 3)), prefix ? 1 : 0, query.database()));
        query.print(file("operators"), values, "List of operators", "");
    }

    private void partitioned(Call call) {
        CatalogQuery query = query(call);
        String letters = call.meta().name().substring(2);
        boolean both = letters.contains("t") == letters.contains("i");
        boolean indexes = both || letters.contains("i");
        boolean nested = letters.contains("n");
        Map<String, Object> values = options(call).values(query, call.word(0), Parts.DATABASE_SCHEMA_NAME);
        values.put("mixed", both);
        values.put("indexes", indexes);
        values.put("nested", nested);
        values.put("parents", nested || !call.word(0).isEmpty());
        values.put("kinds", Literal.ofTexts(both ? List.of("p", "I") : indexes ? List.of("I") : List.of("p")));
        String kind = both ? "relations" : indexes ? "indexes" : "tables";
        query.print(file("partitioned"), values, "List of partitioned " + kind, "");
    }

    private void publications(Call call) {
        CatalogQuery query = query(call);
        ListOptions options = options(call);
        Map<String, Object> values = options.values(query, call.word(0), Parts.NAME);
        if (!options.verbose()) {
            query.print(file("publications"), values, "List of publications", "");
            return;
        }
        List<Row> found = query.rows(file("publications"), values);
        if (found.isEmpty()) {
            String pattern = call.word(0);
            throw query.missing(
                    pattern.isEmpty()
                            ? "Did not find any publications."
                            : "Did not find any publication named \"" + pattern + "\".");
        }
        for (Row publication : found) {
            Map<String, Object> one = new HashMap<>(values);
            one.put("oid", Literal.of(publication.text("oid")));
            List<String> members = Sections.lines(query.rows(file("publication-members"), one));
            query.printCounted(file("publication"), one, "Publication " + publication.text("Name"), members);
        }
    }

    private CatalogQuery query(Call call) {
        return new CatalogQuery(call, templates.get());
    }

    private static ListOptions options(Call call) {
        return ListOptions.of(call.meta().name());
    }

    private static String file(String template) {
        return "sql/meta/" + template + ".sql.vm";
    }
}
