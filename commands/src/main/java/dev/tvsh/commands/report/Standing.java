package dev.tvsh.commands.report;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.cluster.Binaries;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.manifest.Difference;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestComparison;
import dev.tvsh.commands.tview.manifest.ManifestComparison.Ignoring;
import dev.tvsh.commands.tview.manifest.ManifestFile;
import dev.tvsh.commands.tview.manifest.ManifestRecorder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the target stands now, against the manifest of before where there is one.
 *
 * @param lines for people
 * @param summary one line that is the same on equal clusters
 */
record Standing(List<String> lines, String summary) {

    static Standing of(CommandContext context, Optional<Path> before) {
        try (SqlRunner sql = context.open()) {
            TviewCatalog catalog = TviewCatalog.read(sql);
            Manifest now = new ManifestRecorder(sql, context.clock()).record(catalog);
            String version = Binaries.versionOf(sql.info().serverVersionNum());
            long drifted = now.tviews().stream()
                    .filter(entry -> entry.drift() != null && !entry.drift().none())
                    .count();
            List<String> lines = new ArrayList<>();
            lines.add("server: PostgreSQL " + version);
            lines.add("TVIEWs: " + now.tviews().size() + " registered, "
                    + now.unregistered().size() + " unregistered, " + drifted + " with drift");
            lines.add("triggers: " + now.triggers().size() + ", of these "
                    + catalog.silentTriggers().size() + " switched off for writers");
            String compared =
                    before.map(manifest -> compare(manifest, now, lines)).orElse("nothing to compare with");
            now.undetermined().forEach((what, why) -> lines.add("undetermined: " + what + ": " + why));
            return new Standing(
                    List.copyOf(lines),
                    "PostgreSQL " + version + ", " + now.tviews().size() + " TVIEWs, " + drifted + " with drift, "
                            + compared);
        } catch (ConnectionLostException e) {
            return new Standing(List.of("the server cannot be asked: " + e.getMessage()), "server unreachable");
        }
    }

    private static String compare(Path manifest, Manifest now, List<String> lines) {
        Manifest before;
        try {
            before = ManifestFile.read(manifest);
        } catch (TvshException e) {
            lines.add("undetermined: what has changed: " + e.getMessage());
            return "not compared";
        }
        ManifestComparison comparison = ManifestComparison.of(before, now, Ignoring.SERVER_VERSION);
        String count = Quantity.of(comparison.differences().size(), "difference");
        lines.add("against the manifest of " + Moment.shown(before.taken()) + ": " + count);
        comparison.differences().stream().map(Difference::line).forEach(lines::add);
        return count + " from before";
    }
}
