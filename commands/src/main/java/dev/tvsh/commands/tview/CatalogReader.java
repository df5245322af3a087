package dev.tvsh.commands.tview;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
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

        sql.run("sql/server/begin-snapshot.sql.vm", Map.of());
        sql.run("sql/server/empty-path.sql.vm", Map.of());
        Row facts = sql.one("sql/tview/extension.sql.vm", Map.of());
        Optional<Extension> extension = extensions.extension(facts);
        TriggerReader triggers = new TriggerReader(sql);
        List<Leftover> leftovers = sql.query("sql/tview/leftovers.sql.vm", Map.of()).stream()
                .map(CatalogReader::leftover)
                .toList();
        ReadGraph graph = graph();
        // Last, since a refusal ends the snapshot.
        Fact<Registered> registered = registered(extension, facts.flag("meta_readable"), graph, triggers.triggers());
        sql.run("sql/server/rollback.sql.vm", Map.of());

        boolean anyRegistered =
                registered.map(found -> !found.found().entities().isEmpty()).orElse(true);
        Dialect.Surface surface = new Dialect.Surface(
                extension.isPresent(),
                facts.flag("published_metadata"),
                facts.flag("refresh_void"),
                facts.flag("refresh_text"),
                facts.flag("event_trigger"));
        Fact<String> library = extension.map(Extension::library).orElse(Fact.undetermined("no extension"));
        return new TviewCatalog(
                facts.flag("standby"),
                extension,
                files,
                Dialect.decide(
                        surface, library, anyRegistered, !triggers.triggers().isEmpty()),
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

    private Fact<Registered> registered(
            Optional<Extension> extension, boolean readable, ReadGraph graph, List<TriggerState> triggers) {
        UnregisteredFinder unregistered = new UnregisteredFinder(triggers);
        if (extension.isEmpty()) {
            TviewReader.Found nothing = TviewReader.Found.nothing();
            return Fact.known(
                    new Registered(nothing, unregistered.find(nothing.entities(), pairs(Map.of())), List.of()));
        }
        Optional<QualifiedName> metadata = extension.get().metadata();
        if (metadata.isEmpty()) {
            return Fact.undetermined("the extension has no table pg_tview_meta");
        }
        if (!readable) {
            return Fact.undetermined("this role may not read " + metadata.get());
        }
        Map<String, Object> values =
                Map.of("registered", true, "meta", metadata.get().identifier());
        return Fact.ask(() -> {
            TviewReader.Found found =
                    new TviewReader(sql, graph, triggers).read(metadata.get().identifier());
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
