package dev.tvsh.shell.replay;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.transcript.Transcript.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Tells how a replay goes, a line for each input, and keeps the same for a JSON document. */
final class ReplayReport {

    private static final int TEXT_WIDTH = 36;

    private final Consumer<String> lines;
    private final List<Map<String, Object>> inputs = new ArrayList<>();
    private final Map<String, Object> document = new LinkedHashMap<>();
    private int total;
    private int position;
    private int refusals;
    private RecordedInput current = new RecordedInput("", "", Map.of(), false, false, null);

    ReplayReport(Consumer<String> lines) {
        this.lines = lines;
    }

    void begin(Path file, RecordedSession session) {
        total = session.inputs().size();
        String day = session.verification().from().replaceFirst("T.*", "");
        document.put("transcript", file.toString());
        document.put("recorded", session.verification().from());
        document.put("operator", session.operator());
        document.put("database", session.database());
        document.put("inputs", inputs);
        lines.accept("from " + session.database() + ", " + day + ", " + total + " inputs, "
                + (session.verification().intact() ? "verified" : "cut off") + ", by " + session.operator());
    }

    void next(RecordedInput input) {
        position++;
        current = input;
    }

    int position() {
        return position;
    }

    Replay.Next passed(String reason, Replay.Next next) {
        keep("passed").put("reason", reason);
        lines.accept(head() + "not run: " + reason);
        return next;
    }

    void refused(String reason) {
        keep("refused").put("reason", reason);
        refusals++;
        lines.accept(head() + "refused: " + reason);
        showText();
    }

    void hint(String line) {
        lines.accept("        " + line);
    }

    void compared(Comparison comparison) {
        Result expected = comparison.expected();
        Map<String, Object> entry = keep(comparison.same() ? "same" : "different");
        entry.put("expected", comparison.expectedText());
        entry.put("got", comparison.actualText());
        entry.put("seconds", comparison.actual().millis() / 1000.0);
        String before = expected == null ? "" : " (" + seconds(expected.millis()) + ")";
        lines.accept(head()
                + String.format(
                        "%-26s %-22s %s s%s",
                        "expected: " + comparison.expectedText(),
                        "got: " + comparison.actualText(),
                        seconds(comparison.actual().millis()),
                        before));
        if (!comparison.same()) {
            List<String> difference = comparison.difference();
            entry.put("difference", difference);
            showText();
            difference.forEach(line -> lines.accept("        " + line));
        }
    }

    void end(ExitCode exitCode, int differences) {
        document.put("exitCode", exitCode.status());
        document.put("differences", differences);
        if (exitCode == ExitCode.DONE) {
            lines.accept("replayed " + position + " of " + total + " inputs: "
                    + (refusals == 0 ? "all as recorded" : refusals + " skipped, the others as recorded"));
        } else {
            String why = exitCode == ExitCode.REFUSED ? "refused" : differences + " came out differently";
            lines.accept("replayed to input " + position + " of " + total + ": " + why);
        }
    }

    Map<String, Object> document() {
        return document;
    }

    private Map<String, Object> keep(String how) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("input", position);
        entry.put("text", current.text());
        entry.put("outcome", how);
        inputs.add(entry);
        return entry;
    }

    private String head() {
        return String.format("%4d/%d  %-" + TEXT_WIDTH + "s  ", position, total, shortText());
    }

    private String shortText() {
        String text = printable(current.text().replaceAll("\\s+", " "));
        return text.length() <= TEXT_WIDTH ? text : text.substring(0, TEXT_WIDTH - 1) + "…";
    }

    /** All of the text, where its beginning does not say enough. */
    private void showText() {
        if (shortText().endsWith("…") || current.text().contains("\n")) {
            current.text().lines().forEach(line -> lines.accept("        | " + printable(line)));
        }
    }

    /** A transcript is a file from somewhere: it must not drive the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
    }
}
