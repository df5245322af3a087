package dev.tvsh.shell.meta;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import dev.tvsh.shell.interpreter.Variables;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code \d} and the lists of relations. */
final class RelationCommands {

    private static final String WITH_DETAILS = "rvmfcp";
    private static final String WITH_COMPRESSION = "rpm";
    private static final String WITH_TARGET = "riImfp";

    private RelationCommands() {}

    /** Lists the relations of the kinds that the letters name: {@code t v m i s E}. */
    static void list(Call call, Templates templates, String letters, ListOptions options) {
        CatalogQuery query = new CatalogQuery(call, templates);
        String pattern = call.word(0);
        boolean all = options.system() || !pattern.isEmpty();
        Map<String, Object> values = options.values(query, pattern, NamePattern.Parts.DATABASE_SCHEMA_NAME);
        values.put("kinds", Literal.ofTexts(kinds(letters, all)));
        values.put("index", letters.indexOf('i') >= 0);
        boolean methods = letters.chars().anyMatch(c -> "tmi".indexOf(c) >= 0);
        values.put("tableAm", methods && !call.state().variables().isOn(Variables.HIDE_TABLEAM));
        String none = pattern.isEmpty()
                ? "Did not find any relations."
                : "Did not find any relation named \"" + pattern + "\".";
        query.print("sql/meta/relations.sql.vm", values, "List of relations", none);
    }

    private static List<String> kinds(String letters, boolean all) {
        List<String> kinds = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            switch (letters.charAt(i)) {
                case 't' -> kinds.addAll(all ? List.of("r", "p", "t") : List.of("r", "p"));
                case 'v' -> kinds.add("v");
                case 'm' -> kinds.add("m");
                case 'i' -> kinds.addAll(List.of("i", "I"));
                case 's' -> kinds.add("S");
                case 'E' -> kinds.add("f");
                default -> {}
            }
        }
        return kinds;
    }

    /** Tells what the relations of the pattern are like. */
    static void describe(Call call, Templates templates, ListOptions options) {
        CatalogQuery query = new CatalogQuery(call, templates);
        String pattern = call.word(0);
        List<Row> found = query.rows(
                "sql/meta/describe-list.sql.vm",
                options.values(query, pattern, NamePattern.Parts.DATABASE_SCHEMA_NAME));
        if (found.isEmpty()) {
            throw query.missing("Did not find any relation named \"" + pattern + "\".");
        }
        for (Row relation : found) {
            if (relation.text("kind").equals("S")) {
                describeSequence(query, relation);
            } else {
                describe(call, query, relation, options.verbose());
            }
        }
    }

    private static void describeSequence(CatalogQuery query, Row sequence) {
        Map<String, Object> values = Map.of("oid", Literal.of(sequence.text("oid")));
        List<String> owner = query.rows("sql/meta/describe-sequence-owner.sql.vm", values).stream()
                .map(row -> row.text("line"))
                .toList();
        query.printDescription("sql/meta/describe-sequence.sql.vm", values, title(sequence), owner, false);
    }

    private static void describe(Call call, CatalogQuery query, Row relation, boolean verbose) {
        Variables variables = call.state().variables();
        String kind = relation.text("kind");
        int version = query.version();
        Map<String, Object> values = new HashMap<>();
        values.put("oid", Literal.of(relation.text("oid")));
        values.put("verbose", verbose);
        values.put("v14", version >= 140_000);
        values.put("v15", version >= 150_000);
        values.put("tableAm", !variables.isOn(Variables.HIDE_TABLEAM));
        values.put("details", WITH_DETAILS.contains(kind));
        values.put("index", kind.equalsIgnoreCase("i"));
        values.put("foreign", kind.equals("f"));
        values.put(
                "compression",
                verbose
                        && version >= 140_000
                        && WITH_COMPRESSION.contains(kind)
                        && !variables.isOn(Variables.HIDE_TOAST_COMPRESSION));
        values.put("target", verbose && WITH_TARGET.contains(kind));
        values.put("comment", verbose && WITH_DETAILS.contains(kind));
        List<String> footers = Sections.lines(query.rows("sql/meta/describe-footers.sql.vm", values));
        query.printDescription("sql/meta/describe-columns.sql.vm", values, title(relation), footers, true);
    }

    private static String title(Row relation) {
        boolean unlogged = relation.text("persistence").equals("u");
        String kind = relation.text("kind");
        String name = switch (kind) {
            case "r" -> unlogged ? "Unlogged table" : "Table";
            case "p" -> unlogged ? "Unlogged partitioned table" : "Partitioned table";
            case "v" -> "View";
            case "m" -> unlogged ? "Unlogged materialized view" : "Materialized view";
            case "i" -> unlogged ? "Unlogged index" : "Index";
            case "I" -> unlogged ? "Unlogged partitioned index" : "Partitioned index";
            case "S" -> unlogged ? "Unlogged sequence" : "Sequence";
            case "t" -> "TOAST table";
            case "c" -> "Composite type";
            case "f" -> "Foreign table";
            default -> "?" + kind + "?";
        };
        return name + " \"" + relation.text("schema") + "." + relation.text("name") + "\"";
    }
}
