package dev.tvsh.shell.render;

import dev.tvsh.commands.output.Event;
import java.util.ArrayList;
import java.util.List;

/** How far long work has come, in lines: how much of it with a bar, and what runs. */
final class ProgressLines {

    private static final int BAR = 20;
    private static final String GAP = "   ";

    private ProgressLines() {}

    /** For the bottom of a screen. */
    static List<String> of(Event.Progress progress) {
        List<String> lines = new ArrayList<>();
        String bar = progress.total() > 0 ? bar(progress.done(), progress.total()) + "  " : "";
        lines.add(progress.what() + "  " + bar + numbers(progress));
        if (!progress.running().isEmpty()) {
            lines.add("  running  " + String.join(GAP, progress.running()));
        }
        return lines;
    }

    /** For a log. */
    static String one(Event.Progress progress) {
        return progress.what() + "  " + numbers(progress)
                + (progress.running().isEmpty() ? "" : " · running " + String.join(", ", progress.running()));
    }

    private static String bar(long done, long total) {
        int full = (int) Math.min(BAR, Math.max(0, done) * BAR / total);
        return "█".repeat(full) + "░".repeat(BAR - full);
    }

    private static String numbers(Event.Progress progress) {
        String total = progress.total() > 0 ? "/" + progress.total() : "";
        return progress.done() + total + (progress.detail().isEmpty() ? "" : " · " + progress.detail());
    }
}
