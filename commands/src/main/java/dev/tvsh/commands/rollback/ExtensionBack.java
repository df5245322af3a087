package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.backup.BackupFolder;
import dev.tvsh.commands.backup.Backups;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.tview.Extension;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells how an earlier release of pg_tviews is put back: its files on the host, and what is registered by name. */
final class ExtensionBack {

    private final CommandContext context;

    ExtensionBack(CommandContext context) {
        this.context = context;
    }

    /** One line, and the steps; nothing if pg_tviews is as at the newest backup, or there is none. */
    List<String> lines() {
        Optional<BackupFolder> backup = new Backups(context.journal()).newest().map(Backups::folder);
        if (backup.isEmpty()) {
            return List.of();
        }
        Manifest manifest = backup.get().manifest();
        Manifest.ExtensionFacts before = manifest.extension();
        if (before == null) {
            return List.of();
        }
        try (SqlRunner sql = context.open()) {
            Optional<Extension> now = TviewCatalog.read(sql).extension();
            boolean objects = now.map(extension -> !extension.version().equals(before.version()))
                    .orElse(true);
            boolean library = now.flatMap(extension -> extension.library().optional())
                    .filter(version -> !version.equals(before.library()))
                    .isPresent();
            return objects || (library && before.library() != null)
                    ? steps(backup.get(), manifest, before, now, script(sql))
                    : List.of();
        } catch (ConnectionLostException e) {
            return List.of();
        }
    }

    private List<String> steps(
            BackupFolder backup,
            Manifest manifest,
            Manifest.ExtensionFacts before,
            Optional<Extension> now,
            Rendered script) {
        List<String> lines = new ArrayList<>();
        String release = Optional.ofNullable(before.library()).orElse(before.version());
        lines.add("pg_tviews is " + now.map(Extension::shown).orElse("not installed") + " and was " + release
                + " at the backup of " + Moment.shown(manifest.taken())
                + ": its files again, and registrations by name; loses no row. In this order:");
        lines.add("        on the host, with the package of " + release
                + " unpacked in /OLD-FILES, what is printed here; it is for all databases of the server");
        lines.add("        \\c    new sessions have that library; where it is preloaded, restart the server");
        lines.add("        validate " + backup.manifestFile());
        lines.add("        where that finds other objects of the extension, or no registrations:   → rollback --to "
                + backup.directory() + " --keep-changes");
        context.output().accept(new Event.WouldRun(script));
        return lines;
    }

    /** The server knows best where its files are; several versions may be on its host. */
    private Rendered script(SqlRunner sql) {
        Map<String, Object> values = new HashMap<>();
        boolean known = sql.info().superuser();
        values.put("known", known);
        if (known) {
            Row folders = sql.one("sql/rollback/extension-folders.sql.vm", Map.of());
            values.put("library", ShellWord.of(folders.text("library")));
            values.put("share", ShellWord.of(folders.text("share")));
        } else {
            values.put("major", ShellWord.of(sql.info().major()));
        }
        return context.templates().render("host/rollback/extension.sh.vm", values);
    }
}
