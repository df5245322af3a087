package dev.tvsh.shell.progress;

import dev.tvsh.commands.connection.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One line about what runs. */
final class ProgressLine {

    private static final long MINUTE = 60;

    private ProgressLine() {}

    /** The line; empty if the server tells nothing of it. */
    static String of(Row row) {
        String command = row.text("command");
        String waits = row.text("waits_for");
        if (command.isEmpty() && waits.isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        if (!command.isEmpty()) {
            parts.add((command + " " + row.text("relation")).strip());
            if (!row.text("phase").isEmpty()) {
                parts.add(row.text("phase"));
            }
            amount(Long.parseLong(row.text("done")), Long.parseLong(row.text("total")), row.text("unit"), parts);
        }
        if (!waits.isEmpty()) {
            parts.add("waits for " + waits);
        }
        long seconds = Long.parseLong(row.text("seconds"));
        parts.add(String.format(Locale.ROOT, "%02d:%02d", seconds / MINUTE, seconds % MINUTE));
        return "  " + String.join(" · ", parts);
    }

    private static void amount(long done, long total, String unit, List<String> parts) {
        if (total > 0) {
            parts.add(String.format(Locale.ROOT, "%d %% of %,d %s", Math.min(100, 100 * done / total), total, unit));
        } else if (done > 0) {
            parts.add(String.format(Locale.ROOT, "%,d %s", done, unit));
        }
    }
}
