package dev.tvsh.commands.tview;

import dev.tvsh.commands.connection.ReadOnlyTransaction;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a {@link TviewCatalog}: one snapshot for everything but the library's version and the extension's files. */
final class CatalogReader {
    private final SqlRunner sql;

    CatalogReader(SqlRunner sql) {
        this.sql = sql;
    }

    TviewCatalog read() {
        ExtensionReader extensions = new ExtensionReader(sql);
        Fact<ExtensionFiles> files = extensions.files();
        return ReadOnlyTransaction.snapshot(sql, () -> read(extensions, files));
    }

    private TviewCatalog read(ExtensionReader extensions, Fact<ExtensionFiles> files) {
        Row facts = sql.one("sql/tview/extension.sql.vm", Map.of());
        Optional<Extension> extension = extensions.extension(facts);
        TriggerReader triggers = new TriggerReader(sql);
        List<Leftover> leftovers = sql.query("sql/tview/leftovers.sql.vm", Map.of()).stream()
                .map(CatalogReader::leftover)
                .toList();
        ReadGraph graph = graph();
        // Last, since a refusal ends the snapshot.
        Fact<Registered> registered = registered(extension, graph, triggers.triggers());

        boolean anyRegistered =
                registered.map(found -> !found.found().entities().isEmpty()).orElse(true);
        boolean anyTrigger = !triggers.triggers().isEmpty();
        Dialect dialect = extension
                .map(found -> Dialect.decide(found.objects(), found.library(), anyRegistered, anyTrigger))
                .orElse(Dialect.withoutExtension(anyTrigger));
        return new TviewCatalog(
                facts.flag("standby"),
                extension,
                files,
                dialect,
                registered.map(found -> found.found().tviews()),
                registered.map(found -> found.found().dangling()),
                registered.map(Registered::unregistered),
                registered.map(Registered::copies),
                leftovers,
                triggers.triggers(),
                triggers.eventTriggers(),
                registered.map(found -> new Lacking(found.found().notRefreshable(), triggers.notAlterable())),
                graph);
    }

    private ReadGraph graph() {
        ReadGraph.Builder graph = new ReadGraph.Builder();
        sql.each(
                "sql/tview/reads.sql.vm",
                Map.of(),
                row -> graph.reads(
                        new QualifiedName(row.text("view_schema"), row.text("view_name")),
                        new Relation(
                                new QualifiedName(row.text("schema"), row.text("name")),
                                Relation.Kind.of(row.text("kind")))));
        return graph.build();
    }

    private static Leftover leftover(Row row) {
        return new Leftover(
                row.text("kind"),
                new QualifiedName(row.text("schema"), row.text("name")),
                row.text("arguments"),
                row.flag("like_member"));
    }

    /** What is told by the metadata. */
    private record Registered(TviewReader.Found found, List<Unregistered> unregistered, List<ViewCopy> copies) {}

    private Fact<Registered> registered(Optional<Extension> extension, ReadGraph graph, List<TriggerState> triggers) {
        UnregisteredFinder unregistered = new UnregisteredFinder(triggers);
        if (extension.isEmpty()) {
            TviewReader.Found nothing = TviewReader.Found.nothing();
            return Fact.known(
                    new Registered(nothing, unregistered.find(nothing.entities(), pairs(Map.of())), List.of()));
        }
        Fact<Ref> registrations = extension.get().registrations();
        if (registrations instanceof Fact.Known<Ref> known) {
            WritePaths paths =
                    new WritePaths(triggers, extension.get().objects().eachTriggerForItself());
            return read(known.value(), unregistered, new TviewReader(sql, graph, paths));
        }
        return Fact.undetermined(registrations.reason());
    }

    private Fact<Registered> read(Ref registrations, UnregisteredFinder unregistered, TviewReader tviews) {
        Map<String, Object> values = Map.of("registered", true, "meta", registrations);
        return Fact.ask(() -> {
            TviewReader.Found found = tviews.read(registrations);
            return new Registered(
                    found,
                    unregistered.find(found.entities(), pairs(values)),
                    sql.query("sql/tview/copies.sql.vm", values).stream()
                            .map(CatalogReader::copy)
                            .toList());
        });
    }

    private List<Row> pairs(Map<String, Object> values) {
        return sql.query("sql/tview/pairs.sql.vm", values);
    }

    private static ViewCopy copy(Row row) {
        return new ViewCopy(row.text("entity"), new QualifiedName(row.text("schema"), row.text("name")));
    }
}
