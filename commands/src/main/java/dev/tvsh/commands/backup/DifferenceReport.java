package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.files.PrivateFile;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestComparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tells how a copy differs from what was backed up: the first differences, and where all of them are if there are many. */
public final class DifferenceReport {

    private static final int SHOWN = 10;

    private final CommandContext context;

    public DifferenceReport(CommandContext context) {
        this.context = context;
    }

    /**
     * Tells them.
     *
     * @param copy what was compared, as the name of a file
     */
    public void tell(ManifestComparison comparison, String copy) {
        List<String> lines = Stream.concat(
                        comparison.differences().stream().map(difference -> "✗ " + difference.line()),
                        comparison.undetermined().stream().map(unknown -> "? " + unknown))
                .toList();
        // One line more takes no more room than to tell where it is.
        long shown = lines.size() <= SHOWN + 1 ? lines.size() : SHOWN;
        lines.stream().limit(shown).forEach(context::say);
        if (shown < lines.size()) {
            context.say("✗ and " + Quantity.of(lines.size() - shown, "more difference") + "   " + written(lines, copy));
        }
    }

    /**
     * What a manifest does not know, and why, on a few lines.
     *
     * @param consequence what becomes of it
     */
    public static List<String> undetermined(String consequence, Manifest manifest) {
        Map<String, String> undetermined = manifest.undetermined();
        List<String> lines = new ArrayList<>();
        undetermined.forEach((what, why) -> {
            if (lines.size() < SHOWN) {
                lines.add("? " + consequence + ": " + what + ": " + why);
            }
        });
        if (lines.size() < undetermined.size()) {
            lines.add("? and " + Quantity.of(undetermined.size() - lines.size()) + " more");
        }
        return lines;
    }

    private String written(List<String> lines, String copy) {
        Path folder = context.state().resolve("differences");
        Path file = folder.resolve(copy + ".txt");
        try {
            PrivateFile.write(file, String.join("\n", lines) + "\n");
            return "→ all of them: " + file;
        } catch (IOException e) {
            return "they cannot be written to " + file + ": " + FileProblem.of(e) + "; --json shows all";
        }
    }
}
