package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Bytes;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Shows backups: all in a table, or what is in one. */
final class BackupList {

    private final CommandContext context;

    BackupList(CommandContext context) {
        this.context = context;
    }

    Outcome show(List<Journal.Entry> backups) {
        if (backups.isEmpty()) {
            context.say("no backup of this database by tvsh   → backup");
            return Outcome.done(Map.of("backups", List.of()), List.of("0 backups"));
        }
        List<List<String>> rows = new ArrayList<>();
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Journal.Entry entry : backups) {
            BackupFolder folder = Backups.folder(entry);
            BackupFolder.Look look = Backups.look(entry);
            Optional<String> fault = look.fault();
            Optional<Proof> proof = fault.isPresent() ? Optional.empty() : folder.proof();
            rows.add(List.of(
                    folder.name(),
                    Moment.shown(entry.begun()),
                    look.bytes().isPresent() ? Bytes.shown(look.bytes().getAsLong()) : "?",
                    String.valueOf(entry.facts().getOrDefault("tviews", "")),
                    fault.map(what -> "✗ damaged: " + what)
                            .or(() -> proof.map(ProofReport::proved))
                            .orElse("not proved")));
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("name", folder.name());
            document.put("directory", folder.directory().toString());
            document.put("begun", entry.begun());
            look.bytes().ifPresent(bytes -> document.put("bytes", bytes));
            document.put("proved", proof.map(Proof::at).orElse(""));
            fault.ifPresent(what -> document.put("fault", what));
            documents.add(document);
        }
        context.output().accept(new Event.Table(List.of("name", "taken", "size", "TVIEWs", "proof"), rows));
        if (backups.stream().allMatch(entry -> Backups.folder(entry).proof().isEmpty())) {
            context.say("! none was ever restored and compared   → backups verify "
                    + Backups.folder(backups.get(0)).name());
        }
        return Outcome.done(Map.of("backups", documents), List.of(backups.size() + " backups"));
    }

    Outcome show(BackupFolder folder) {
        Optional<String> fault = folder.fault(context);
        if (fault.isPresent()) {
            context.say("✗ damaged: " + fault.get());
            return Outcome.negative(
                    Map.of("directory", folder.directory().toString(), "fault", fault.get()),
                    List.of("damaged: " + fault.get()));
        }
        Manifest manifest = folder.manifest();
        long rows = manifest.baseTables().stream()
                .map(Manifest.TableRows::rows)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        context.say(manifest.database().name() + " of PostgreSQL "
                + manifest.server().version() + ", " + Moment.shown(manifest.taken()) + " · "
                + Bytes.shown(folder.bytes()));
        context.say(manifest.tviews().size() + " TVIEWs, " + manifest.triggers().size() + " triggers, "
                + manifest.baseTables().size() + " base tables with " + Quantity.of(rows) + " rows");
        manifest.undetermined().forEach((what, why) -> context.say("? " + what + ": " + why));
        context.say(folder.proof().map(ProofReport::proved).orElse("not proved   → backups verify " + folder.name()));
        context.say("files   " + folder.directory() + ", every one as it was written");
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("directory", folder.directory().toString());
        document.put("bytes", folder.bytes());
        document.put("taken", manifest.taken());
        document.put("database", manifest.database().name());
        document.put("tviews", manifest.tviews().size());
        document.put("rows", rows);
        document.put("proved", folder.proof().map(Proof::at).orElse(""));
        return Outcome.done(
                document, List.of(manifest.tviews().size() + " TVIEWs, " + rows + " rows in their base tables"));
    }
}
