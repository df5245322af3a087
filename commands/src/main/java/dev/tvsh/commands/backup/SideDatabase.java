package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.adopt.Adoption;
import dev.tvsh.commands.adopt.MetadataTable;
import dev.tvsh.commands.backup.CopyProgress.Work;
import dev.tvsh.commands.connection.SessionInfo;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.commands.tview.Extension;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Registration;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.drift.Drift;
import dev.tvsh.commands.tview.drift.RowView;
import dev.tvsh.commands.tview.manifest.BoundExtension;
import dev.tvsh.commands.tview.manifest.DatabaseOrigin;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestComparison;
import dev.tvsh.commands.tview.manifest.ManifestComparison.Ignoring;
import dev.tvsh.commands.tview.manifest.ManifestRecorder;
import dev.tvsh.commands.tview.manifest.ManifestRecorder.Contents;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A database beside, into which a backup is restored, and that is then compared with what was backed up. */
public final class SideDatabase {

    /** From this version on a database says who knows its locale, and a new one has the provider of template0 unless told. */
    private static final int KNOWS_PROVIDERS = 15;

    private static final Set<Ignoring> BESIDE = Set.of(
            Ignoring.SERVER_VERSION, Ignoring.SYSTEM_IDENTIFIER, Ignoring.DATABASE_NAME, Ignoring.BOUND_EXTENSION);

    private final CommandContext context;
    private final String database;
    private final Manifest manifest;
    private final Identifier name;
    private Set<QualifiedName> empty = Set.of();

    /**
     * A database of this name, which need not be there yet.
     *
     * @param manifest of the backup that it is for
     */
    public SideDatabase(CommandContext context, String database, Manifest manifest) {
        this.context = context;
        this.database = database;
        this.manifest = manifest;
        this.name = Identifier.of(database);
    }

    /**
     * What makes it.
     *
     * @param like the database of now, whose locale it gets where the manifest does not say
     * @param major of the server: from 15 on it knows several providers of locales
     */
    public Rendered creation(Optional<Databases.State> like, int major) {
        Manifest.DatabaseFacts facts = manifest.database();
        DatabaseOrigin origin = origin(like);
        return context.templates()
                .render(
                        "sql/rollback/create-side.sql.vm",
                        Map.ofEntries(
                                Map.entry("side", name),
                                Map.entry("owner", Identifier.of(facts.owner())),
                                Map.entry("encoding", Literal.of(facts.encoding())),
                                Map.entry("collate", Literal.of(facts.collate())),
                                Map.entry("ctype", Literal.of(facts.ctype())),
                                Map.entry("icu", origin.provider().equals("i")),
                                Map.entry("builtin", origin.provider().equals("b")),
                                Map.entry("libc", origin.provider().equals("c") && major >= KNOWS_PROVIDERS),
                                Map.entry("locale", Literal.of(origin.locale())),
                                Map.entry("ruled", !origin.rules().isEmpty()),
                                Map.entry("rules", Literal.of(origin.rules())),
                                // To name the usual one takes a right that the owner of a database need not have.
                                Map.entry("elsewhere", !origin.tablespace().equals(DatabaseOrigin.USUAL.tablespace())),
                                Map.entry("tablespace", Identifier.of(origin.tablespace()))));
    }

    private DatabaseOrigin origin(Optional<Databases.State> like) {
        DatabaseOrigin recorded = manifest.database().origin();
        return recorded != null ? recorded : like.map(Databases.State::origin).orElse(DatabaseOrigin.USUAL);
    }

    public Rendered filling(BackupFolder backup, ClientTools tools, int jobs, int major) {
        Optional<String> owner = ownerOfExtension();
        return context.templates()
                .render(
                        "host/rollback/restore.sh.vm",
                        Map.of(
                                "tools", tools.folder(),
                                "jobs", ShellWord.of(jobs),
                                "silent", major >= SessionInfo.SILENCES_EVENT_TRIGGERS,
                                "inNameOf", owner.isPresent(),
                                "role", ShellWord.of(owner.orElse("")),
                                "bound", BoundExtension.isIn(manifest),
                                "entries", ShellWord.of(BoundExtension.ENTRIES),
                                "file", ShellWord.of(backup.dump())));
    }

    /** What brings back the rest, once the database has the name of the one that was backed up. */
    public Rendered fillingBound(BackupFolder backup, ClientTools tools, int major) {
        return context.templates()
                .render(
                        "host/rollback/restore-bound.sh.vm",
                        Map.of(
                                "tools", tools.folder(),
                                "silent", major >= SessionInfo.SILENCES_EVENT_TRIGGERS,
                                "entries", ShellWord.of(BoundExtension.ENTRIES),
                                "file", ShellWord.of(backup.dump())));
    }

    /** Whoever owned the extension, where that is another superuser than the one who restores: the extension becomes his again. */
    private Optional<String> ownerOfExtension() {
        Optional<String> owner = Optional.ofNullable(manifest.extension()).map(Manifest.ExtensionFacts::owner);
        if (owner.isEmpty()) {
            return owner;
        }
        try (SqlRunner sql = Maintenance.open(context, database)) {
            return owner.filter(role -> sql.one("sql/rollback/restorer.sql.vm", Map.of("owner", Literal.of(role)))
                    .flag("other"));
        }
    }

    public void drop(SqlRunner maintenance) {
        new SideDrop(context, database).run(maintenance);
    }

    public Rendered dropping() {
        return new SideDrop(context, database).statement();
    }

    /**
     * Restores the dump; the database is empty.
     *
     * @param state what to tell if it fails: how things stand, and what to type
     */
    public void fill(Rendered filling, BackupFolder backup, List<String> state) {
        HostResult result;
        try (CopyProgress progress = new CopyProgress(context, database, Work.RESTORE, parts(), 1)) {
            result = context.here().run(filling, context.connector().target().clientEnvironment(database), progress);
        }
        ClientTools.requireSuccess(
                result,
                "the restore failed",
                ExitCode.NEGATIVE,
                Stream.concat(RestoreAdvice.of(ClientTools.firstError(result), backup).stream(), state.stream())
                        .toList());
    }

    private Map<String, CopyProgress.Part> parts() {
        Map<String, CopyProgress.Part> parts = new HashMap<>();
        for (Manifest.TableRows table : manifest.tables()) {
            add(parts, table.table(), table.rows());
        }
        for (Manifest.TviewEntry tview : manifest.tviews()) {
            Drift drift = tview.drift();
            add(parts, tview.registration().table(), drift == null ? null : drift.rows());
        }
        return parts;
    }

    private static void add(Map<String, CopyProgress.Part> parts, QualifiedName table, @Nullable Long rows) {
        if (rows != null) {
            parts.put(table.schema() + "." + table.name(), new CopyProgress.Part(rows, rows));
        }
    }

    /**
     * Makes it, restores the backup, gives it all that a restore does not bring, and tells how it differs from the backup.
     *
     * @param like the database of now, whose locale and comment it gets where the manifest does not say
     * @param state how things stand if that fails
     */
    ManifestComparison tried(
            BackupFolder backup, ClientTools tools, int jobs, Optional<Databases.State> like, String state) {
        if (BoundExtension.isIn(manifest)) {
            context.say("without " + BoundExtension.NAME
                    + " and its jobs, which a database of another name cannot have; they are in the dump");
        }
        try (SqlRunner maintenance = Maintenance.open(context, database)) {
            maintenance.run("sql/rollback/settings.sql.vm", Map.of());
            maintenance.run(creation(like, maintenance.info().major()));
            fill(
                    filling(backup, tools, jobs, maintenance.info().major()),
                    backup,
                    List.of("State: " + state + " The backup is not proved."));
            settle(maintenance, like, DumpListing.read(context, tools, backup.dump()));
        }
        return compare(manifest, jobs);
    }

    /**
     * Gives the database all that a restore does not bring. Can be repeated.
     *
     * @param listing what the dump holds: tables of TVIEWs whose rows it does not are filled
     */
    public void settle(SqlRunner maintenance, Optional<Databases.State> like, DumpListing listing) {
        DatabaseProperties properties = new DatabaseProperties(database, manifest.database());
        properties.restoreRights(maintenance);
        properties.restoreComment(maintenance, origin(like).comment());
        List<Registration> registrations = manifest.tviews().stream()
                .map(Manifest.TviewEntry::registration)
                .toList();
        try (SqlRunner sql = context.open(database)) {
            sql.run("sql/rollback/settings.sql.vm", Map.of());
            properties.restoreSettings(sql);
            Optional<QualifiedName> metadata =
                    TviewCatalog.read(sql).extension().flatMap(Extension::metadata);
            metadata.ifPresent(table -> new Adoption(context.templates(), MetadataTable.read(sql, table))
                    .register(registrations)
                    .forEach(sql::run));
            Adoption.restoreStates(context.templates(), manifest.eventTriggers())
                    .forEach(sql::run);
        }
        empty = new HashSet<>(
                listing.missing(registrations.stream().map(Registration::table).toList()));
        if (!empty.isEmpty()) {
            new TviewFilling(context, database).fill(empty);
        }
        try (SqlRunner sql = context.open(database)) {
            sql.run("sql/rollback/analyze.sql.vm", Map.of());
        }
    }

    /** How the names, rights and definitions differ; reads no row of a table. */
    public ManifestComparison compareNames(Manifest expected, Ignoring... more) {
        try (SqlRunner sql = context.open(database)) {
            Manifest restored = new ManifestRecorder(sql, context.clock()).recordNames(TviewCatalog.read(sql));
            return ManifestComparison.of(expected.named(), restored, ignored(more));
        }
    }

    /**
     * How the database differs from what was backed up, or from what that has become.
     *
     * @param jobs in how many sessions rows are read
     */
    public ManifestComparison compare(Manifest expected, int jobs, Ignoring... more) {
        Manifest restored = recorded(context, database, jobs);
        Set<Ignoring> ignored = ignored(more);
        if (!empty.isEmpty()) {
            ignored.add(Ignoring.TVIEW_CONTENT);
        }
        return ManifestComparison.of(expected, restored, ignored);
    }

    private static Set<Ignoring> ignored(Ignoring... more) {
        Set<Ignoring> ignored = EnumSet.copyOf(BESIDE);
        ignored.addAll(List.of(more));
        return ignored;
    }

    /** All that a manifest has of a database, with the sums of all rows; tells how far it is. */
    static Manifest recorded(CommandContext context, String database, int jobs) {
        try (SessionThread<Manifest> recording = new SessionThread<>(
                context,
                () -> context.connector().connectTo(database),
                (sql, events) -> recorded(context, sql, events, jobs))) {
            return recording.result();
        }
    }

    private static Manifest recorded(CommandContext context, SqlRunner sql, EventSink events, int jobs) {
        TviewCatalog catalog = TviewCatalog.read(sql);
        int total = catalog.registered().orElse(List.of()).size();
        return new ManifestRecorder(sql, context.clock(), jobs)
                .record(
                        catalog,
                        RowView.current(),
                        Contents.SUMMED,
                        done -> events.accept(new Event.Progress("compare", done, total, "drift")));
    }
}
