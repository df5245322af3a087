package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.TviewFingerprint;
import dev.tvsh.commands.tview.Unregistered;
import dev.tvsh.commands.tview.drift.RowView;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestFile;
import dev.tvsh.commands.tview.manifest.ManifestRecorder;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Fills the folder of a backup: dump and manifest out of one snapshot, then the proof that the dump has every table. */
final class BackupWriter {

    private final CommandContext context;
    private final ClientTools tools;
    private final BackupFolder folder;

    BackupWriter(CommandContext context, ClientTools tools, BackupFolder folder) {
        this.context = context;
        this.tools = tools;
        this.folder = folder;
    }

    /**
     * What the backup holds.
     *
     * @param passwords whether the passwords of roles are in it
     * @param views what is the same as long as the texts of all views are the same
     */
    record Content(int tables, int tviews, boolean passwords, String views) {}

    /** @param sql a session outside of a transaction */
    Content write(SqlRunner sql) throws IOException {
        List<QualifiedName> tables = new ArrayList<>();
        Manifest manifest;
        sql.run("sql/server/begin-snapshot.sql.vm", Map.of());
        sql.run("sql/backup/settings.sql.vm", Map.of());
        String snapshot = sql.one("sql/backup/export-snapshot.sql.vm", Map.of()).text("snapshot");
        sql.stream(
                "sql/backup/tables.sql.vm",
                Map.of(),
                row -> tables.add(new QualifiedName(row.text("schema"), row.text("name"))));
        dump(snapshot, tables.size());
        try (SqlRunner reader = context.open()) {
            TviewCatalog catalog = TviewCatalog.read(reader);
            manifest = new ManifestRecorder(reader, context.clock())
                    .record(catalog, RowView.ofSnapshot(snapshot), done -> progress("counting", done, catalog));
        }
        sql.run("sql/server/rollback.sql.vm", Map.of());
        folder.write(BackupFolder.MANIFEST, ManifestFile.toJson(manifest));
        warnOfUnregistered(manifest);
        boolean passwords = sql.info().superuser();
        globals(passwords);
        prove(tables);
        return new Content(tables.size(), manifest.tviews().size(), passwords, views(manifest));
    }

    private static String views(Manifest manifest) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Manifest.TviewEntry tview : manifest.tviews()) {
            texts.put(
                    tview.registration().view().toString(),
                    Objects.requireNonNullElse(tview.viewDefinition(), "undetermined"));
        }
        return TviewFingerprint.views(texts);
    }

    /** A restore registers what was registered: it would bring back a database whose writes are not followed. */
    private void warnOfUnregistered(Manifest manifest) {
        List<Unregistered> unregistered = manifest.unregistered();
        if (!unregistered.isEmpty()) {
            String first = unregistered.stream()
                    .limit(3)
                    .map(found -> found.table().map(QualifiedName::toString).orElse(found.entity()))
                    .collect(Collectors.joining(", "));
            context.say("! not registered here, nor after a restore: " + first
                    + (unregistered.size() > 3 ? " and " + (unregistered.size() - 3) + " more" : "")
                    + "   → check tv.unregistered");
        }
    }

    private void dump(String snapshot, int tables) {
        Rendered script = context.templates()
                .render(
                        "host/backup/dump.sh.vm",
                        Map.of(
                                "tools", tools.folder(),
                                "snapshot", ShellWord.of(snapshot),
                                "file", ShellWord.of(folder.part(BackupFolder.DUMP))));
        DumpProgress progress = new DumpProgress(context.output(), tables);
        run(script, progress);
    }

    private void globals(boolean passwords) {
        if (!passwords) {
            context.say("! role " + context.connector().target().user()
                    + " is no superuser: the backup has the roles without their passwords");
        }
        run(
                context.templates()
                        .render(
                                "host/backup/globals.sh.vm",
                                Map.of(
                                        "tools", tools.folder(),
                                        "withoutPasswords", !passwords,
                                        "file", ShellWord.of(folder.part(BackupFolder.GLOBALS)))),
                line -> {});
    }

    private void prove(List<QualifiedName> tables) {
        DumpListing listing = new DumpListing();
        run(
                context.templates()
                        .render(
                                "host/backup/list.sh.vm",
                                Map.of(
                                        "tools", tools.folder(),
                                        "file", ShellWord.of(folder.part(BackupFolder.DUMP)))),
                listing::add);
        List<QualifiedName> missing = listing.missing(tables);
        if (!missing.isEmpty()) {
            throw new TvshException(
                    ExitCode.NEGATIVE,
                    "the dump has no rows of " + missing.size() + " tables, among them " + missing.get(0),
                    List.of("State: no backup was kept.", "backup          tries again"));
        }
    }

    private void run(Rendered script, Consumer<String> lines) {
        HostResult result =
                context.host().run(script, context.connector().target().clientEnvironment(), lines);
        if (!result.succeeded()) {
            throw new TvshException(
                    result.status() > 128 ? ExitCode.INTERRUPTED : ExitCode.FATAL,
                    "the backup failed: " + ClientTools.firstError(result),
                    List.of("State: no backup was kept, the database is as it was."));
        }
    }

    private void progress(String what, int done, TviewCatalog catalog) {
        context.output()
                .accept(new Event.Progress(
                        "backup", done, catalog.registered().orElse(List.of()).size(), what));
    }
}
