package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Extension;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Registration;
import dev.tvsh.commands.tview.TriggerState;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.drift.Drift;
import dev.tvsh.commands.tview.drift.RowView;
import dev.tvsh.templates.Ref;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Takes a {@link Manifest} from a database. Reads every row of TVIEWs and of the tables behind them. */
public final class ManifestRecorder {
    private final SqlRunner sql;
    private final Clock clock;
    private final int sessions;
    private final Unknowns unknowns = new Unknowns();

    public ManifestRecorder(SqlRunner sql, Clock clock) {
        this(sql, clock, 1);
    }

    /**
     * One that reads rows in several sessions at once.
     *
     * @param sql one that can open others, and whose events can be told, on any thread
     */
    public ManifestRecorder(SqlRunner sql, Clock clock, int sessions) {
        this.sql = sql;
        this.clock = clock;
        this.sessions = sessions;
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
     * Takes the manifest without its TVIEWs, and without looking at any row. {@link #entries} has the TVIEWs, some at a time,
     * for those who write down what they do not keep; what could not be determined is then known at the end.
     */
    public Manifest recordFrame(TviewCatalog catalog) {
        unknowns.clear();
        return record(catalog, clock.instant().toString(), List.of(), List.of(), null);
    }

    /** What could not be determined up to now, and why. */
    public Map<String, String> undetermined() {
        return unknowns.reasons();
    }

    /**
     * Takes the manifest of a catalog that was just read from the same session. The session must not be in a transaction.
     *
     * @param rows which rows are counted; none if null
     * @param progress is told of how many TVIEWs the drift is measured
     */
    public Manifest record(TviewCatalog catalog, @Nullable RowView rows, IntConsumer progress) {
        return record(catalog, rows, Contents.COUNTED, progress);
    }

    /** Rows and content of these tables now; what cannot be read is null, and stands in {@link #undetermined}. */
    public List<Manifest.TableRows> contents(Collection<QualifiedName> tables) {
        unknowns.clear();
        if (tables.isEmpty()) {
            return List.of();
        }
        try (ContentReader reader = new ContentReader(sql, RowView.current(), Contents.SUMMED)) {
            return reader.read(tables, unknowns);
        }
    }

    /** How much of the rows goes into a manifest. */
    public enum Contents {
        COUNTED,
        /** Counted, and every row summed up: what proves a copy. */
        SUMMED
    }

    /** As above, with or without the contents of tables. */
    public Manifest record(TviewCatalog catalog, @Nullable RowView rows, Contents contents, IntConsumer progress) {
        unknowns.clear();
        String taken = clock.instant().toString();
        List<Tview> tviews = unknowns.orNone("registered TVIEWs", catalog.registered());
        if (rows == null) {
            return record(catalog, taken, entries(catalog, tviews, null), List.of(), null);
        }
        Set<QualifiedName> base = baseTables(catalog);
        Set<QualifiedName> others = contents == Contents.SUMMED ? others(tviews, base) : Set.of();
        Set<QualifiedName> tables = new TreeSet<>(base);
        if (contents == Contents.SUMMED) {
            tables.addAll(others);
            tviews.forEach(tview -> tables.add(tview.table()));
        }
        RowReading.Read read = new RowReading(sql, rows, contents, sessions).read(tviews, tables, progress, unknowns);
        List<Manifest.TviewEntry> entries = entries(catalog, tviews, read.drift());
        return contents == Contents.SUMMED
                ? record(
                        catalog,
                        taken,
                        summed(entries, read),
                        read.of(base),
                        new Manifest.Rest(read.of(others), read.objects()))
                : record(catalog, taken, entries, read.of(base), null);
    }

    private static List<Manifest.TviewEntry> summed(List<Manifest.TviewEntry> tviews, RowReading.Read read) {
        return tviews.stream()
                .map(entry -> entry.withContent(
                        read.of(List.of(entry.registration().table())).get(0).content()))
                .toList();
    }

    /** What no TVIEW reads: a copy has to bring it all the same. */
    private Set<QualifiedName> others(List<Tview> tviews, Set<QualifiedName> base) {
        Set<QualifiedName> others = new TreeSet<>();
        sql.each("sql/tview/other-tables.sql.vm", Map.of(), row -> others.add(name(row)));
        others.removeAll(base);
        tviews.forEach(tview -> others.remove(tview.table()));
        return others;
    }

    private Manifest record(
            TviewCatalog catalog,
            String taken,
            List<Manifest.TviewEntry> tviews,
            List<Manifest.TableRows> baseTables,
            Manifest.@Nullable Rest rest) {
        DatabaseRecorder database = new DatabaseRecorder(sql);
        return new Manifest(
                Manifest.SCHEMA,
                taken,
                database.server(unknowns),
                database.database(),
                extension(catalog),
                catalog.extension().isPresent() ? new GrantRecorder(sql).members() : List.of(),
                tviews,
                unknowns.orNone("dangling registrations", catalog.dangling()),
                unknowns.orNone("unregistered TVIEWs", catalog.unregistered()),
                catalog.triggers(),
                new GrantRecorder(sql).handlers(),
                catalog.eventTriggers(),
                baseTables,
                rest,
                unknowns.reasons());
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
                unknowns.orNull("library version", extension.library()),
                extension.metadata().orElse(null));
    }

    private List<Manifest.TviewEntry> entries(
            TviewCatalog catalog, List<Tview> tviews, @Nullable Map<String, Fact<Drift>> drift) {
        return tviews.isEmpty() ? List.of() : entries(catalog).all(tviews, drift);
    }

    /** What a manifest says of some registered TVIEWs of the catalog, without looking at any row. */
    public List<Manifest.TviewEntry> entries(TviewCatalog catalog, List<Tview> tviews) {
        return entries(catalog).some(tviews);
    }

    /** The registrations of some registered TVIEWs of the catalog, in their order. */
    public List<Registration> registrations(TviewCatalog catalog, List<Tview> tviews) {
        return entries(catalog).registrations(tviews);
    }

    private EntryRecorder entries(TviewCatalog catalog) {
        Ref registrations = catalog.extension()
                .orElseThrow(() -> new IllegalStateException("nothing is registered without the extension"))
                .registrations()
                .orRefuse("Which TVIEWs are registered");
        return new EntryRecorder(sql, registrations, unknowns);
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

    static QualifiedName name(Row row) {
        return new QualifiedName(row.text("schema"), row.text("name"));
    }
}
