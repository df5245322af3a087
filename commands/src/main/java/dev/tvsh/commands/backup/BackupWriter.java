package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.CopyProgress.Work;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.host.HostListener;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.TviewFingerprint;
import dev.tvsh.commands.tview.Unregistered;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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
        new Ties(sql).lines(sql.info().database()).forEach(context::say);
        sql.run("sql/server/begin-snapshot.sql.vm", Map.of());
        sql.run("sql/backup/settings.sql.vm", Map.of());
        String snapshot = sql.one("sql/backup/export-snapshot.sql.vm", Map.of()).text("snapshot");
        SnapshotManifest.Taken taken;
        try (SessionThread<SnapshotManifest.Taken> taking =
                new SnapshotManifest(context, snapshot, options.jobs()).begin()) {
            Map<String, CopyProgress.Part> parts = new HashMap<>();
            sql.stream("sql/backup/tables.sql.vm", Map.of(), row -> {
                QualifiedName table = new QualifiedName(row.text("schema"), row.text("name"));
                if (!excluded.contains(table)) {
                    tables.add(table);
                    parts.put(
                            table.schema() + "." + table.name(),
                            new CopyProgress.Part(row.number("rows"), row.number("bytes")));
                }
            });
            dump(dumping(snapshot, excluded, passwords), parts, passwords, taking);
            taken = taking.result();
        }
        sql.run("sql/server/rollback.sql.vm", Map.of());
        folder.write(BackupFolder.MANIFEST, taken.text());
        Manifest manifest = taken.manifest();
        warnOfUnregistered(manifest);
        DifferenceReport.undetermined("in the dump, but not to be compared after a restore", manifest)
                .forEach(context::say);
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
        return List.of(dumping("SNAPSHOT", excluded(), sql.info().superuser()));
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

    private Rendered dumping(String snapshot, Set<QualifiedName> excluded, boolean passwords) {
        Map<String, Object> values = new HashMap<>();
        values.put("tools", tools.folder());
        values.put("withoutPasswords", !passwords);
        values.put("globals", ShellWord.of(folder.part(BackupFolder.GLOBALS)));
        values.put("format", ShellWord.of(options.method().format()));
        values.put("several", options.method() == BackupMethod.DIRECTORY);
        values.put("jobs", ShellWord.of(options.jobs()));
        values.put("level", ShellWord.of(options.level()));
        values.put("snapshot", ShellWord.of(snapshot));
        values.put("excluding", !excluded.isEmpty());
        values.put(
                "excluded",
                ShellWord.list(excluded.stream()
                        .sorted()
                        .map(table ->
                                "--exclude-table-data=" + table.identifier().text())
                        .toList()));
        values.put("file", ShellWord.of(folder.part(options.method().place())));
        return context.templates().render("host/backup/dump.sh.vm", values);
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

    private void dump(
            Rendered script, Map<String, CopyProgress.Part> parts, boolean passwords, SessionThread<?> taking) {
        if (!passwords) {
            context.say("! role " + context.connector().target().user()
                    + " is no superuser: the backup has the roles without their passwords");
        }
        HostResult result;
        try (CopyProgress progress =
                new CopyProgress(context, context.connector().target().database(), Work.BACKUP, parts, sessions())) {
            HostListener listener = new HostListener() {
                @Override
                public void bell(Runnable bell) {
                    taking.bell(bell);
                }

                @Override
                public void line(String line) {
                    progress.line(line);
                }

                @Override
                public void idle() {
                    taking.attend();
                    progress.idle();
                }
            };
            result = context.here().run(script, context.connector().target().clientEnvironment(), listener);
        }
        ClientTools.requireSuccess(
                result,
                "the backup failed",
                ExitCode.FATAL,
                List.of("State: no backup was kept, the database is as it was."));
    }

    private int sessions() {
        return options.method() == BackupMethod.DIRECTORY ? options.jobs() : 1;
    }
}
