package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.tview.manifest.Difference;
import dev.tvsh.commands.tview.manifest.ManifestComparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What changed between two backups, or manifests. */
final class BackupDiff {

    private final CommandContext context;

    BackupDiff(CommandContext context) {
        this.context = context;
    }

    Outcome run(List<String> names) {
        if (names.size() != 2) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "backup --diff takes two backups or manifests",
                    List.of("backups    lists backups"));
        }
        Backups backups = new Backups(context.journal());
        ManifestComparison comparison =
                ManifestComparison.of(backups.manifest(names.get(0)), backups.manifest(names.get(1)));
        List<String> stable = new ArrayList<>();
        for (Difference difference : comparison.differences()) {
            String line = difference.what() + ": was " + difference.expected() + ", then " + difference.actual();
            stable.add(line);
            context.say("≠ " + line);
        }
        for (String unknown : comparison.undetermined()) {
            stable.add("undetermined: " + unknown);
            context.say("? " + unknown);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("differences", List.copyOf(stable));
        document.put("undetermined", comparison.undetermined());
        if (comparison.equal()) {
            context.say("no difference");
            return Outcome.done(document, List.of("no difference"));
        }
        return Outcome.negative(document, stable);
    }
}
