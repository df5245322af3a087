package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Extension;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Registration;
import dev.tvsh.commands.tview.RegistrationReader;
import dev.tvsh.commands.tview.TriggerState;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.ViewDefinitions;
import dev.tvsh.commands.tview.drift.Drift;
import dev.tvsh.commands.tview.drift.DriftProbe;
import dev.tvsh.commands.tview.drift.RowView;
import dev.tvsh.templates.Ref;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes a {@link Manifest} from a database. Reads every row of TVIEWs and of the tables behind them. */
public final class ManifestRecorder {
    private final SqlRunner sql;
    private final Clock clock;
    private final Map<String, String> undetermined = new TreeMap<>();

    public ManifestRecorder(SqlRunner sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Takes the manifest of a catalog that was just read from the same session. */
    public Manifest record(TviewCatalog catalog) {
        return record(catalog, done -> {});
    }

    /**
     * Takes the manifest of a catalog that was just read from the same session.
     *
     * @param progress is told of how many TVIEWs the drift is measured
     */
    public Manifest record(TviewCatalog catalog, IntConsumer progress) {
        return record(catalog, RowView.current(), progress);
    }

    /**
     * Takes the manifest without looking at any row: no counts, no drift. For comparing what was recorded in the same way.
     */
    public Manifest recordNames(TviewCatalog catalog) {
        return record(catalog, null, done -> {});
    }

    /**
     * Takes the manifest of a catalog that was just read from the same session. The session must not be in a transaction.
     *
     * @param rows which rows are counted; none if null
     * @param progress is told of how many TVIEWs the drift is measured
     */
    public Manifest record(TviewCatalog catalog, @Nullable RowView rows, IntConsumer progress) {
        undetermined.clear();
        String taken = clock.instant().toString();
        DatabaseRecorder database = new DatabaseRecorder(sql);
        return new Manifest(
                Manifest.SCHEMA,
                taken,
                database.server(this),
                database.database(),
                extension(catalog),
                catalog.extension().isPresent() ? new GrantRecorder(sql).members() : List.of(),
                tviews(catalog, rows, progress),
                orNone("dangling registrations", catalog.dangling()),
                orNone("unregistered TVIEWs", catalog.unregistered()),
                catalog.triggers(),
                new GrantRecorder(sql).handlers(),
                catalog.eventTriggers(),
                rows == null ? List.of() : new RowCounter(sql, rows).count(baseTables(catalog), this),
                Map.copyOf(undetermined));
    }

    private Manifest.@Nullable ExtensionFacts extension(TviewCatalog catalog) {
        Extension extension = catalog.extension().orElse(null);
        if (extension == null) {
            return null;
        }
        return new Manifest.ExtensionFacts(
                extension.version(),
                extension.schema(),
                extension.owner(),
                orNull("library version", extension.library()),
                extension.metadata().orElse(null));
    }

    private List<Manifest.TviewEntry> tviews(TviewCatalog catalog, @Nullable RowView rows, IntConsumer progress) {
        List<Tview> tviews = orNone("registered TVIEWs", catalog.registered());
        Ref source = catalog.extension()
                .flatMap(extension -> extension.registrations().optional())
                .orElse(null);
        if (tviews.isEmpty() || source == null) {
            return List.of();
        }
        Map<QualifiedName, Manifest.RelationFacts> relations = new GrantRecorder(sql).relations(source);
        Map<String, Fact<Drift>> drift = rows == null ? Map.of() : new DriftProbe(sql, rows).measure(tviews, progress);
        List<Manifest.TviewEntry> entries = new ArrayList<>();
        Map<String, Registration> registrations = new RegistrationReader(sql).read(catalog);
        Map<QualifiedName, Fact<String>> definitions =
                new ViewDefinitions(sql).of(tviews.stream().map(Tview::view).toList());
        for (Tview tview : tviews) {
            Registration registration = registrations.get(tview.entity());
            if (registration == null) {
                undetermined.put("registration of " + tview.entity(), "removed while it was looked at");
                continue;
            }
            Fact<Drift> measured = drift.getOrDefault(tview.entity(), Fact.undetermined("not measured"));
            entries.add(new Manifest.TviewEntry(
                    registration,
                    orNull("definition of " + tview.view(), definition(definitions, tview.view())),
                    facts(relations, tview.table()),
                    facts(relations, tview.view()),
                    rows == null ? null : orNull("drift of " + tview.table(), measured)));
        }
        return entries;
    }

    private static Fact<String> definition(Map<QualifiedName, Fact<String>> definitions, QualifiedName view) {
        return definitions.getOrDefault(view, Fact.undetermined("not asked for"));
    }

    private Manifest.RelationFacts facts(Map<QualifiedName, Manifest.RelationFacts> relations, QualifiedName name) {
        Manifest.RelationFacts facts = relations.get(name);
        if (facts == null) {
            undetermined.put(name.toString(), "dropped while it was looked at");
            return new Manifest.RelationFacts("", List.of(), List.of(), List.of(), List.of(), List.of(), "", Map.of());
        }
        return facts;
    }

    /** The tables that TVIEWs read, and those whose writes they follow; without the tables of TVIEWs themselves. */
    private static Set<QualifiedName> baseTables(TviewCatalog catalog) {
        Set<QualifiedName> tables = new TreeSet<>();
        catalog.triggers().stream()
                .filter(trigger -> !trigger.partitionClone())
                .map(TriggerState::table)
                .forEach(tables::add);
        List<Tview> tviews = catalog.registered().orElse(List.of());
        for (Tview tview : tviews) {
            tables.addAll(tview.reads());
            tables.addAll(tview.dependencies());
        }
        tviews.forEach(tview -> tables.remove(tview.table()));
        catalog.unregistered().orElse(List.of()).forEach(found -> found.table().ifPresent(tables::remove));
        return tables;
    }

    <T> @Nullable T orNull(String what, Fact<T> fact) {
        if (fact instanceof Fact.Known<T> known) {
            return known.value();
        }
        undetermined.put(what, fact.reason());
        return null;
    }

    private <T> List<T> orNone(String what, Fact<List<T>> fact) {
        List<T> values = orNull(what, fact);
        return values == null ? List.of() : values;
    }

    /** Runs questions in a read-only transaction in which names come out with their schema. */
    static <T> T unqualified(SqlRunner sql, Supplier<T> questions) {
        sql.run("sql/server/begin-read-only.sql.vm", Map.of());
        try {
            sql.run("sql/server/empty-path.sql.vm", Map.of());
            return questions.get();
        } finally {
            sql.run("sql/server/rollback.sql.vm", Map.of());
        }
    }

    static QualifiedName name(Row row) {
        return new QualifiedName(row.text("schema"), row.text("name"));
    }
}
