package dev.tvsh.commands.tview;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Identifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads a {@link TviewCatalog}: one snapshot for everything but the library's version and the text of the views. */
final class CatalogReader {
    private final SqlRunner sql;

    CatalogReader(SqlRunner sql) {
        this.sql = sql;
    }

    TviewCatalog read() {
        Row facts = sql.one("sql/tview/extension.sql.vm", Map.of());
        Optional<Extension> extension = extension(facts);
        RegistrationReader registrations = new RegistrationReader(sql);

        sql.run("sql/server/begin-snapshot.sql.vm", Map.of());
        sql.run("sql/server/empty-path.sql.vm", Map.of());
        List<TriggerState> triggers = sql.query("sql/tview/triggers.sql.vm", Map.of()).stream()
                .map(CatalogReader::trigger)
                .sorted()
                .toList();
        List<EventTriggerState> eventTriggers = sql.query("sql/tview/event-triggers.sql.vm", Map.of()).stream()
                .map(CatalogReader::eventTrigger)
                .toList();
        List<Row> pairs = sql.query("sql/tview/pairs.sql.vm", Map.of());
        // Last, since a refusal ends the snapshot.
        Fact<RegistrationReader.Found> found = registrations(registrations, extension, facts.flag("meta_readable"));
        sql.run("sql/server/rollback.sql.vm", Map.of());

        Fact<List<Tview>> registered = found.map(registrations::complete);
        boolean anyRegistered = !(found instanceof Fact.Known<RegistrationReader.Found> known)
                || !known.value().entities().isEmpty();
        Dialect.Surface surface = new Dialect.Surface(
                extension.isPresent(),
                facts.flag("published_metadata"),
                facts.flag("refresh_void"),
                facts.flag("refresh_text"),
                facts.flag("event_trigger"));
        Fact<String> library = extension.map(Extension::library).orElse(Fact.undetermined("no extension"));
        return new TviewCatalog(
                extension,
                Dialect.decide(surface, library, anyRegistered, !triggers.isEmpty()),
                registered,
                found.map(RegistrationReader.Found::dangling),
                found.map(value -> unregistered(value.entities(), value.tables(), triggers, pairs)),
                triggers,
                eventTriggers);
    }

    private Optional<Extension> extension(Row row) {
        String version = row.nullable("version");
        if (version == null) {
            return Optional.empty();
        }
        String metaSchema = row.nullable("meta_schema");
        Optional<QualifiedName> metadata = metaSchema == null
                ? Optional.empty()
                : Optional.of(new QualifiedName(metaSchema, row.text("meta_name")));
        return Optional.of(new Extension(version, row.text("schema"), row.text("owner"), library(row), metadata));
    }

    private Fact<String> library(Row row) {
        String schema = row.nullable("version_function_schema");
        if (schema == null) {
            return Fact.undetermined("the extension has no function pg_tviews_version");
        }
        Identifier function = Identifier.of(schema, "pg_tviews_version");
        return Fact.ask(() -> {
            try (SqlRunner own = sql.another()) {
                return own.one("sql/tview/library-version.sql.vm", Map.of("function", function))
                        .text("version");
            }
        });
    }

    private static Fact<RegistrationReader.Found> registrations(
            RegistrationReader reader, Optional<Extension> extension, boolean readable) {
        if (extension.isEmpty()) {
            return Fact.known(RegistrationReader.Found.nothing());
        }
        Optional<QualifiedName> metadata = extension.get().metadata();
        if (metadata.isEmpty()) {
            return Fact.undetermined("the extension has no table pg_tview_meta");
        }
        if (!readable) {
            return Fact.undetermined("this role may not read " + metadata.get());
        }
        return Fact.ask(() -> reader.find(metadata.get().identifier()));
    }

    private static TriggerState trigger(Row row) {
        return new TriggerState(
                new QualifiedName(row.text("table_schema"), row.text("table_name")),
                row.text("name"),
                new QualifiedName(row.text("handler_schema"), row.text("handler_name")),
                TriggerFiring.of(row.text("firing")),
                row.text("entity"),
                row.flag("partition_clone"),
                row.text("definition"));
    }

    private static EventTriggerState eventTrigger(Row row) {
        return new EventTriggerState(
                row.text("name"),
                TriggerFiring.of(row.text("firing")),
                new QualifiedName(row.text("handler_schema"), row.text("handler_name")),
                row.texts("tags"),
                row.flag("member"));
    }

    private static List<Unregistered> unregistered(
            Set<String> entities, Set<QualifiedName> tables, List<TriggerState> triggers, List<Row> pairs) {
        Map<String, Long> triggersOf = triggers.stream()
                .filter(trigger ->
                        !trigger.partitionClone() && !trigger.entity().isEmpty())
                .collect(Collectors.groupingBy(TriggerState::entity, Collectors.counting()));
        Map<String, Unregistered> all = new TreeMap<>();
        triggersOf.forEach((entity, count) ->
                all.put(entity, new Unregistered(entity, Optional.empty(), Optional.empty(), count.intValue())));
        for (Row pair : pairs) {
            QualifiedName table = new QualifiedName(pair.text("schema"), pair.text("table_name"));
            QualifiedName view = new QualifiedName(pair.text("schema"), pair.text("view_name"));
            String entity = pair.text("entity");
            if (!tables.contains(table)) {
                int count = triggersOf.getOrDefault(entity, 0L).intValue();
                all.put(entity, new Unregistered(entity, Optional.of(table), Optional.of(view), count));
            }
        }
        all.keySet().removeAll(entities);
        return List.copyOf(all.values());
    }
}
