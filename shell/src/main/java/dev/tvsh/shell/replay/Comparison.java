package dev.tvsh.shell.replay;

import dev.tvsh.commands.transcript.SecretMask;
import dev.tvsh.commands.transcript.Transcript.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was expected of an input against what it gave. */
record Comparison(@Nullable Result expected, Result actual) {

    private static final int LINES_SHOWN = 20;
    private static final int LINES_KEPT = 500;

    /** Whether nothing that must come out the same is different; true if nothing is known to compare with. */
    boolean same() {
        return expected == null
                || (expected.outcome().equals(actual.outcome())
                        && expected.exitCode() == actual.exitCode()
                        && Objects.equals(expected.sqlState(), actual.sqlState())
                        && expected.digest().equals(actual.digest()));
    }

    /** Whether the input was refused now and had not been, as a command that asks is in batch. */
    boolean unconfirmed() {
        return expected != null
                && actual.outcome().equals("refused")
                && !expected.outcome().equals("refused");
    }

    String expectedText() {
        return expected == null ? "not known" : text(expected);
    }

    String actualText() {
        return text(actual);
    }

    private static String text(Result result) {
        if (!result.outcome().equals("ok")) {
            String state = result.sqlState() == null ? "" : " " + result.sqlState();
            return result.outcome()
                    + state
                    + (result.outcome().equals("negative") ? " (exit " + result.exitCode() + ")" : "");
        }
        return result.counts().containsKey("rows") && !result.tag().isEmpty() ? result.tag() : "ok";
    }

    /** The lines that only one side has, with {@code -} for what was expected and {@code +} for what came. */
    List<String> difference() {
        List<String> lines = new ArrayList<>();
        if (expected == null || same()) {
            return lines;
        }
        SecretMask mask = new SecretMask();
        List<String> before = expected.stable();
        List<String> now =
                actual.stable().stream().limit(LINES_KEPT).map(mask::mask).toList();
        only(before, now).forEach(line -> lines.add("- " + line));
        only(now, before).forEach(line -> lines.add("+ " + line));
        if (lines.isEmpty() && expected.outcome().equals(actual.outcome())) {
            lines.add(rows());
        }
        int all = lines.size();
        if (all > LINES_SHOWN) {
            lines.subList(LINES_SHOWN, all).clear();
            lines.add("… and " + (all - LINES_SHOWN) + " lines more");
        }
        return lines;
    }

    private String rows() {
        long before = expected == null ? 0 : expected.counts().getOrDefault("rows", 0L);
        long now = actual.counts().getOrDefault("rows", 0L);
        return before == now
                ? "as many rows (" + now + "), but not the same ones"
                : now + " rows where " + before + " were expected";
    }

    private static List<String> only(List<String> these, List<String> others) {
        List<String> left = new ArrayList<>(these);
        others.forEach(left::remove);
        return left;
    }
}
