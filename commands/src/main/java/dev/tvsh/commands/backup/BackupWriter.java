package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.host.HostListener;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.TviewFingerprint;
import dev.tvsh.commands.tview.Unregistered;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestFile;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Fills the folder of a backup: dump and manifest out of one snapshot, then the proof that the dump has every table. */
final class BackupWriter implements ContentWriter {

    private final CommandContext context;
    private final ClientTools tools;
    private final BackupFolder folder;
    private final BackupOptions options;

    BackupWriter(CommandContext context, ClientTools tools, BackupFolder folder, BackupOptions options) {
        this.context = context;
        this.tools = tools;
        this.folder = folder;
        this.options = options;
    }

    @Override
    public Content write(SqlRunner sql) throws IOException {
        List<QualifiedName> tables = new ArrayList<>();
        boolean passwords = sql.info().superuser();
        Set<QualifiedName> excluded = excluded();
        sql.run("sql/server/begin-snapshot.sql.vm", Map.of());
        sql.run("sql/backup/settings.sql.vm", Map.of());
        String snapshot = sql.one("sql/backup/export-snapshot.sql.vm", Map.of()).text("snapshot");
        Manifest manifest;
        try (SnapshotManifest taking = new SnapshotManifest(context, snapshot)) {
            sql.stream(
                    "sql/backup/tables.sql.vm",
                    Map.of(),
                    row -> tables.add(new QualifiedName(row.text("schema"), row.text("name"))));
            tables.removeAll(excluded);
            dump(snapshot, tables.size(), excluded, taking);
            globals(passwords, taking);
            manifest = taking.result();
        }
        sql.run("sql/server/rollback.sql.vm", Map.of());
        folder.write(BackupFolder.MANIFEST, ManifestFile.toJson(manifest));
        warnOfUnregistered(manifest);
        if (options.verify() != BackupOptions.Verify.NONE) {
            prove(tables);
        }
        int tviews = manifest.tviews().size();
        return new Content(
                tables.size() + " tables, " + tviews + " TVIEWs, roles",
                "every table listed, sums written",
                Map.of("tables", tables.size(), "tviews", tviews, "passwords", passwords),
                List.of(tables.size() + " tables and " + tviews + " TVIEWs in the backup", views(manifest)));
    }

    @Override
    public List<Rendered> scripts(SqlRunner sql) {
        return List.of(dumping("SNAPSHOT", excluded()), globalling(sql.info().superuser()));
    }

    private Set<QualifiedName> excluded() {
        if (!options.withoutTviewRows()) {
            return Set.of();
        }
        try (SqlRunner reader = context.open()) {
            return TviewCatalog.read(reader).registered().orRefuse("the registered TVIEWs").stream()
                    .map(Tview::table)
                    .collect(Collectors.toSet());
        }
    }

    /** What is the same as long as the texts of all views are the same. */
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

    private void dump(String snapshot, int tables, Set<QualifiedName> excluded, SnapshotManifest taking) {
        DumpProgress progress = new DumpProgress(context.output(), tables);
        run(dumping(snapshot, excluded), progress::line, taking);
    }

    private Rendered dumping(String snapshot, Set<QualifiedName> excluded) {
        return context.templates()
                .render(
                        "host/backup/dump.sh.vm",
                        Map.of(
                                "tools",
                                tools.folder(),
                                "format",
                                ShellWord.of(options.method().format()),
                                "several",
                                options.method() == BackupMethod.DIRECTORY,
                                "jobs",
                                ShellWord.of(options.jobs()),
                                "snapshot",
                                ShellWord.of(snapshot),
                                "excluding",
                                !excluded.isEmpty(),
                                "excluded",
                                ShellWord.list(excluded.stream()
                                        .sorted()
                                        .map(table -> "--exclude-table-data="
                                                + table.identifier().text())
                                        .toList()),
                                "file",
                                ShellWord.of(folder.part(options.method().place()))));
    }

    private Rendered globalling(boolean passwords) {
        return context.templates()
                .render(
                        "host/backup/globals.sh.vm",
                        Map.of(
                                "tools", tools.folder(),
                                "withoutPasswords", !passwords,
                                "file", ShellWord.of(folder.part(BackupFolder.GLOBALS))));
    }

    private void globals(boolean passwords, SnapshotManifest taking) {
        if (!passwords) {
            context.say("! role " + context.connector().target().user()
                    + " is no superuser: the backup has the roles without their passwords");
        }
        run(globalling(passwords), line -> {}, taking);
    }

    private void prove(List<QualifiedName> tables) {
        DumpListing listing =
                DumpListing.read(context, tools, folder.part(options.method().place()));
        List<QualifiedName> missing = listing.missing(tables);
        if (!missing.isEmpty()) {
            throw new TvshException(
                    ExitCode.NEGATIVE,
                    "the dump has no rows of " + missing.size() + " tables, among them " + missing.get(0),
                    List.of("State: no backup was kept.", "backup          tries again"));
        }
    }

    private void run(Rendered script, Consumer<String> lines, SnapshotManifest taking) {
        HostListener listener = new HostListener() {
            @Override
            public void line(String line) {
                lines.accept(line);
            }

            @Override
            public void idle() {
                taking.attend();
            }
        };
        HostResult result =
                context.here().run(script, context.connector().target().clientEnvironment(), listener);
        if (!result.succeeded()) {
            throw new TvshException(
                    result.status() > 128 ? ExitCode.INTERRUPTED : ExitCode.FATAL,
                    "the backup failed: " + ClientTools.firstError(result),
                    List.of("State: no backup was kept, the database is as it was."));
        }
    }
}
