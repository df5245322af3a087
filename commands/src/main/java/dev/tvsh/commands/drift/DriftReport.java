package dev.tvsh.commands.drift;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.drift.Drift;
import dev.tvsh.commands.tview.drift.Measurement;
import dev.tvsh.commands.tview.drift.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code drift} says: lines for people, the worst first, a document for machines, and what a replay compares. */
final class DriftReport {

    private static final int LINES = 20;
    private static final int NAMES_TO_TYPE = 5;

    private final Sample sample;
    private final Supplier<List<String>> wayBack;
    private final List<TviewDrift> tviews = new ArrayList<>();

    /**
     * An empty report.
     *
     * @param wayBack what to type where something is not registered
     */
    DriftReport(Sample sample, Supplier<List<String>> wayBack) {
        this.sample = sample;
        this.wayBack = wayBack;
    }

    void measured(Tview tview, @Nullable Measurement measurement) {
        if (measurement == null) {
            throw new IllegalStateException("nothing was measured of " + tview.entity());
        }
        String table = tview.table().toString();
        if (measurement.drift().optional().isEmpty()) {
            undetermined(tview.entity(), measurement.drift().reason(), table);
            return;
        }
        List<String> reasons = new ArrayList<>();
        if (!sample.isWhole()) {
            reasons.add("of about " + sample.percent() + " % of the rows");
        }
        if (!measurement.note().isEmpty()) {
            reasons.add(measurement.note());
        }
        tviews.add(new TviewDrift(tview.entity(), table, measurement.drift().optional(), String.join("; ", reasons)));
    }

    void undetermined(String entity, String reason, String shown) {
        tviews.add(new TviewDrift(entity, shown, Optional.empty(), reason));
    }

    /** @param millis how long the measuring took */
    List<String> lines(long millis) {
        List<String> lines = new ArrayList<>();
        Comparator<TviewDrift> worst =
                Comparator.comparing(tview -> -tview.drift().map(Drift::total).orElse(0L));
        List<TviewDrift> drifting = tviews.stream()
                .filter(TviewDrift::isDrift)
                .sorted(worst.thenComparing(TviewDrift::shown))
                .toList();
        add(lines, "✗ ", drifting);
        add(lines, "? ", tviews.stream().filter(TviewDrift::isUndetermined).toList());
        tviews.stream()
                .filter(tview -> !tview.isUndetermined() && !tview.isDrift() && sample.isWhole())
                .filter(tview -> !tview.reason().isEmpty())
                .limit(LINES)
                .forEach(tview -> lines.add("· " + tview.shown() + ": " + tview.reason()));
        lines.add(summary(drifting.size(), millis));
        next(drifting).forEach(lines::add);
        return lines;
    }

    private static void add(List<String> lines, String symbol, List<TviewDrift> tviews) {
        int width = tviews.stream()
                .limit(LINES)
                .mapToInt(tview -> tview.shown().length())
                .max()
                .orElse(0);
        for (TviewDrift tview : tviews.subList(0, Math.min(LINES, tviews.size()))) {
            String counts = tview.drift().map(Drift::shown).orElse("");
            String separator = counts.isEmpty() || tview.reason().isEmpty() ? "" : "   ";
            lines.add(symbol
                    + tview.shown()
                    + " ".repeat(width - tview.shown().length() + 3)
                    + counts
                    + separator
                    + tview.reason());
        }
        if (tviews.size() > LINES) {
            lines.add(symbol + "and " + number(tviews.size() - LINES) + " more, all of them with --json");
        }
    }

    private String summary(int drifting, long millis) {
        long undetermined = count(TviewDrift::isUndetermined);
        long rows = tviews.stream()
                .mapToLong(tview -> tview.drift().map(Drift::rows).orElse(0L))
                .sum();
        String cost = String.format(
                Locale.ROOT,
                "%,d rows%s · %.1f s",
                rows,
                sample.isWhole() ? "" : ", about " + sample.percent() + " % of all",
                millis / 1000.0);
        if (tviews.isEmpty()) {
            return "No TVIEW is registered here, and nothing looks like one.";
        }
        String all = number(tviews.size()) + (tviews.size() == 1 ? " TVIEW" : " TVIEWs");
        if (drifting == 0 && undetermined == 0) {
            return all + ", no drift · " + cost;
        }
        List<String> parts = new ArrayList<>();
        if (drifting > 0) {
            parts.add(number(drifting) + " with drift");
        }
        if (undetermined > 0) {
            parts.add(number(undetermined) + " undetermined");
        }
        return String.join(", ", parts) + " of " + all + " · " + cost;
    }

    private List<String> next(List<TviewDrift> drifting) {
        List<String> lines = new ArrayList<>();
        if (!drifting.isEmpty()) {
            if (drifting.stream().allMatch(DriftReport::extraOnly)) {
                lines.add("Extra rows only: pg_tviews never removes the row of a deleted base row.");
            }
            boolean byName = drifting.size() <= NAMES_TO_TYPE
                    && drifting.stream().allMatch(tview -> tview.entity().matches("[a-z_][a-z0-9_]*"));
            lines.add(
                    byName
                            ? "→ refresh "
                                    + drifting.stream().map(TviewDrift::entity).collect(Collectors.joining(" "))
                            : "→ refresh-all --stale");
        }
        if (tviews.stream().anyMatch(tview -> tview.reason().equals("not registered"))) {
            wayBack.get().forEach(line -> lines.add("→ " + line));
        }
        return lines;
    }

    private static boolean extraOnly(TviewDrift tview) {
        return tview.drift()
                .map(counts -> counts.missing() + counts.differing() == 0)
                .orElse(false);
    }

    private long count(Predicate<TviewDrift> which) {
        return tviews.stream().filter(which).count();
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    Outcome outcome() {
        ExitCode exitCode = ExitCode.DONE;
        if (count(TviewDrift::isDrift) > 0) {
            exitCode = ExitCode.NEGATIVE;
        } else if (count(TviewDrift::isUndetermined) > 0) {
            exitCode = ExitCode.REFUSED;
        }
        return new Outcome(
                exitCode,
                Map.of("tviews", tviews.stream().map(TviewDrift::toJson).toList()),
                tviews.stream().map(TviewDrift::stable).toList());
    }
}
