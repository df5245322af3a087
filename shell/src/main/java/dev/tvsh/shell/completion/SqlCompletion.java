package dev.tvsh.shell.completion;

import dev.tvsh.shell.completion.CompletionSource.Proposal;
import dev.tvsh.shell.completion.DatabaseNames.Name;
import dev.tvsh.shell.completion.DatabaseNames.Relation;
import dev.tvsh.shell.input.SqlToken;
import dev.tvsh.templates.Identifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Proposes what may follow in a statement: key words, and names of what can stand there. */
final class SqlCompletion {

    private static final int MOST = 1_000;
    private static final Map<String, Set<String>> RELATION_KINDS = Map.of(
            "relation", Set.of("r", "p", "v", "m", "f"),
            "table", Set.of("r", "p", "f"),
            "view", Set.of("v"),
            "matview", Set.of("m"));

    private final CompletionRules rules;
    private final Supplier<DatabaseNames> names;
    private final Supplier<KeywordCase> keywordCase;

    SqlCompletion(CompletionRules rules, Supplier<DatabaseNames> names, Supplier<KeywordCase> keywordCase) {
        this.rules = rules;
        this.names = names;
        this.keywordCase = keywordCase;
    }

    /**
     * What could stand for a word.
     *
     * @param before what stands before it in its statement
     * @param statement the whole statement, what stands behind the cursor too
     */
    List<Proposal> propose(TypedWord word, List<SqlToken> before, List<SqlToken> statement) {
        return new Search(word, SqlPosition.behind(before), statement).run();
    }

    /** The names of one kind that begin with a word. */
    List<Proposal> ofKind(TypedWord word, String kind) {
        Search search = new Search(word, SqlPosition.behind(List.of()), List.of());
        search.kind(kind);
        return new ArrayList<>(search.found.values());
    }

    /** One look for what could stand in one place. */
    private final class Search {

        private final TypedWord word;
        private final SqlPosition place;
        private final DatabaseNames known = names.get();
        private final StatementTables tables;
        private final Map<String, Proposal> found = new LinkedHashMap<>();

        Search(TypedWord word, SqlPosition place, List<SqlToken> statement) {
            this.word = word;
            this.place = place;
            this.tables = new StatementTables(statement, known);
        }

        List<Proposal> run() {
            List<String> next = rules.next(place);
            for (String what : next) {
                if (what.startsWith("<")) {
                    kind(what.substring(1, what.length() - 1));
                }
            }
            if (word.qualifiers().isEmpty() && !word.quoted()) {
                next.stream().filter(what -> !what.startsWith("<")).forEach(this::keyword);
            }
            return new ArrayList<>(found.values());
        }

        private void kind(String kind) {
            switch (kind) {
                case "column" -> columns();
                case "relation", "table", "view", "matview" -> relations(kind);
                case "value" -> values();
                default -> named(kind);
            }
        }

        private void keyword(String phrase) {
            String text = phrase.replace('+', ' ');
            if (text.regionMatches(true, 0, word.typed(), 0, word.typed().length())) {
                String shown = Character.isUpperCase(text.charAt(0))
                        ? keywordCase.get().of(text, word.typed())
                        : text;
                add(shown, shown, "SQL");
            }
        }

        private void columns() {
            if (word.qualifiers().isEmpty()) {
                tables.columns().forEach(this::column);
                if (!word.typed().isEmpty()) {
                    tables.aliases().stream()
                            .filter(this::begins)
                            .forEach(alias -> add(word.quote(alias, asNeeded(alias)) + ".", alias, "table"));
                }
                return;
            }
            String last = word.qualifiers().get(word.qualifiers().size() - 1);
            if (tables.knows(last)) {
                tables.columns(last).forEach(this::column);
            } else if (word.qualifiers().size() > 1) {
                known.relationsBySchema().named(String.join(".", word.qualifiers())).stream()
                        .limit(1)
                        .forEach(relation -> relation.columns().forEach(this::column));
            } else {
                relations("relation");
            }
        }

        private void column(String name) {
            if (begins(name)) {
                add(word.quote(name, asNeeded(name)), name, "column");
            }
        }

        private void relations(String kind) {
            Set<String> kinds = RELATION_KINDS.getOrDefault(kind, Set.of());
            if (!word.qualifiers().isEmpty()) {
                String schema = word.qualifiers().get(0);
                for (Relation relation : known.relationsBySchema().startingWith(schema + "." + word.typed(), MOST)) {
                    if (kinds.contains(relation.kind()) && relation.schema().equals(schema)) {
                        add(word.quote(relation.name(), asNeeded(relation.name())), relation.name(), "relation");
                    }
                }
                return;
            }
            tables.commonTables().stream()
                    .filter(this::begins)
                    .forEach(name -> add(word.quote(name, asNeeded(name)), name, "relation"));
            boolean system = word.typed().toLowerCase(Locale.ROOT).startsWith("pg_");
            for (Relation relation : known.relations().startingWith(word.typed(), MOST)) {
                if (kinds.contains(relation.kind()) && (system || !relation.isSystem())) {
                    String bare = word.quote(relation.name(), asNeeded(relation.name()));
                    add(
                            relation.visible() ? bare : asNeeded(relation.schema()) + "." + bare,
                            relation.name(),
                            "relation");
                }
            }
            schemas();
        }

        private void schemas() {
            for (Name schema : known.names("schema").startingWith(word.typed(), MOST)) {
                if (!schema.name().startsWith("pg_") || word.typed().startsWith("pg_")) {
                    add(word.quote(schema.name(), asNeeded(schema.name())) + ".", schema.name(), "schema");
                }
            }
        }

        private void values() {
            String setting = place.name(1);
            for (String value : known.values(setting)) {
                if (begins(value)) {
                    add(value, value, "value");
                }
            }
            switch (setting) {
                case "search_path" -> named("schema");
                case "role", "session_authorization" -> named("role");
                case "default_tablespace", "temp_tablespaces" -> named("tablespace");
                default -> {}
            }
        }

        private void named(String kind) {
            boolean qualified = !word.qualifiers().isEmpty();
            String schema = qualified ? word.qualifiers().get(0) : "";
            boolean mute = kind.equals("function") && word.typed().isEmpty() && !qualified;
            if (mute) {
                return; // thousands, and nobody looks for one among them
            }
            List<Name> some = qualified
                    ? known.namesBySchema(kind).startingWith(schema + "." + word.typed(), MOST)
                    : known.names(kind).startingWith(word.typed(), MOST);
            for (Name name : some) {
                if (!qualified || name.schema().equals(schema)) {
                    String text = word.quote(name.name(), inserted(name));
                    add(qualified || name.visible() ? text : asNeeded(name.schema()) + "." + text, name.name(), kind);
                }
            }
        }

        private static String inserted(Name name) {
            return switch (name.kind()) {
                case "function", "procedure" -> asNeeded(name.name()) + "(";
                case "setting" -> name.name();
                case "type" -> name.schema().equals("pg_catalog") ? name.name() : asNeeded(name.name());
                default -> asNeeded(name.name());
            };
        }

        private boolean begins(String name) {
            return name.regionMatches(true, 0, word.typed(), 0, word.typed().length());
        }

        private void add(String text, String label, String group) {
            found.putIfAbsent(text, new Proposal(text, label, group));
        }
    }

    private static String asNeeded(String name) {
        return Identifier.of(name).text();
    }
}
