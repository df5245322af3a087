package dev.tvsh.shell.completion;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The names in a database that are worth completing. */
public final class DatabaseNames {

    /** Before anything is known. */
    public static final DatabaseNames NONE = new DatabaseNames(List.of(), List.of(), Map.of());

    private static final NameIndex<Name> NO_NAMES = NameIndex.of(List.of(), Name::name);

    private final NameIndex<Relation> relations;
    private final NameIndex<Relation> relationsBySchema;
    private final NameIndex<Relation> tviews;
    private final Map<String, NameIndex<Name>> names = new HashMap<>();
    private final Map<String, NameIndex<Name>> namesBySchema = new HashMap<>();
    private final Map<String, List<String>> values;

    /**
     * Puts names in order.
     *
     * @param values what settings take, where that is a choice
     */
    public DatabaseNames(Collection<Relation> relations, Collection<Name> names, Map<String, List<String>> values) {
        this.relations = NameIndex.of(relations, Relation::name);
        this.relationsBySchema = NameIndex.of(relations, relation -> relation.schema() + "." + relation.name());
        this.tviews = NameIndex.of(relations.stream().filter(Relation::isTview).toList(), Relation::entity);
        names.stream().collect(Collectors.groupingBy(Name::kind)).forEach((kind, some) -> {
            this.names.put(kind, NameIndex.of(some, Name::name));
            this.namesBySchema.put(kind, NameIndex.of(some, name -> name.schema() + "." + name.name()));
        });
        this.values = Map.copyOf(values);
    }

    NameIndex<Relation> relations() {
        return relations;
    }

    /** Looked for by schema, a full stop, and name. */
    NameIndex<Relation> relationsBySchema() {
        return relationsBySchema;
    }

    /** Looked for by their entities. */
    NameIndex<Relation> tviews() {
        return tviews;
    }

    /** Names of a kind, for example {@code role}. */
    NameIndex<Name> names(String kind) {
        return names.getOrDefault(kind, NO_NAMES);
    }

    /** As {@link #relationsBySchema()}. */
    NameIndex<Name> namesBySchema(String kind) {
        return namesBySchema.getOrDefault(kind, NO_NAMES);
    }

    /** What a setting takes, if that is a choice. */
    List<String> values(String setting) {
        return values.getOrDefault(setting, List.of());
    }

    /**
     * Something that has a name and no columns.
     *
     * @param kind for example {@code role}
     * @param schema empty where it has none
     * @param visible whether it can be named without its schema
     */
    public record Name(String kind, String schema, String name, boolean visible) {}

    /**
     * A table or view.
     *
     * @param kind as {@code pg_class} has it, for example {@code r}
     * @param visible whether it can be named without its schema
     * @param columns in order
     */
    public record Relation(String schema, String name, String kind, boolean visible, List<String> columns) {
        private static final String TVIEW = "tv_";

        public Relation {
            columns = List.copyOf(columns);
        }

        boolean isTview() {
            return name.startsWith(TVIEW) && name.length() > TVIEW.length();
        }

        String entity() {
            return name.substring(TVIEW.length());
        }

        /** Whether the server brought it. */
        boolean isSystem() {
            return schema.equals("pg_catalog") || schema.equals("information_schema");
        }
    }
}
