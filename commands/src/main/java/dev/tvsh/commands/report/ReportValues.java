package dev.tvsh.commands.report;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.backup.Backups;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Bytes;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.templates.Prose;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the template of the report is rendered with. */
record ReportValues(
        CommandContext context,
        Optional<UpgradeSummary> upgrade,
        Optional<Journal.Entry> backup,
        Standing standing,
        List<Journal.Entry> entries) {

    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        values.put("database", Prose.of(context.connector().target().toString()));
        values.put("operator", Prose.of(System.getProperty("user.name", "unknown")));
        values.put("upgraded", upgrade.isPresent());
        upgrade.ifPresent(summary -> {
            values.put("from", Prose.of(summary.from()));
            values.put("to", Prose.of(summary.to()));
            values.put("begun", Prose.of(Moment.shown(summary.begun())));
            values.put("downtime", Prose.of(summary.downtime().toString()));
            values.put("state", Prose.of(summary.state()));
            values.put("verified", Prose.of(summary.verified()));
        });
        values.put("hasBackup", backup.isPresent());
        backup.ifPresent(entry -> {
            values.put(
                    "backupDirectory",
                    Prose.of(Backups.folder(entry).directory().toString()));
            values.put("backupTaken", Prose.of(Moment.shown(entry.begun())));
            values.put("backupSize", Prose.of(Bytes.shown(Backups.folder(entry).bytes())));
            values.put("backupChecked", Prose.of(checked(entry)));
        });
        values.put("now", standing.lines().stream().map(Prose::of).toList());
        values.put("entries", entries.stream().map(ReportValues::shown).toList());
        return values;
    }

    private String checked(Journal.Entry backup) {
        return Backups.folder(backup)
                .fault(context)
                .map(fault -> "DAMAGED: " + fault)
                .orElse(backup.facts().getOrDefault("tables", "?") + " tables listed, SHA-256 sums right");
    }

    private static Map<String, Prose> shown(Journal.Entry entry) {
        return Map.of(
                "when", Prose.of(Moment.shown(entry.begun())),
                "command", Prose.of(entry.command()),
                "ended", Prose.of(entry.isOpen() ? "not finished" : entry.closed()));
    }
}
