package dev.tvsh.commands.tview.drift;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.Tview;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Measures TVIEWs in one session: small ones a few in one statement, large ones alone. */
final class DriftRun {
    /** Few enough that the locks on all that stands behind so many views find room in any server's lock table. */
    private static final int TVIEWS_AT_A_TIME = 20;

    /** Few enough that it does not matter if a part is measured again because one in it fails. */
    private static final long ROWS_AT_A_TIME = 200_000;

    /** Enough to see that a value is a new one at every look. */
    private static final long ROWS_LOOKED_AT_TWICE = 1_000;

    private final SqlRunner sql;
    private final RowView rows;
    private final Sample sample;
    private final DriftProbe.Progress progress;
    private final Map<String, Measurement> measurements = new TreeMap<>();
    private final List<Comparison> differing = new ArrayList<>();

    DriftRun(SqlRunner sql, RowView rows, Sample sample, DriftProbe.Progress progress) {
        this.sql = sql;
        this.rows = rows;
        this.sample = sample;
        this.progress = progress;
    }

    Map<String, Measurement> measure(List<Tview> tviews) {
        ComparisonReader reader = new ComparisonReader(sql);
        Map<String, Comparison> comparisons = reader.read(tviews);
        List<Comparison> measurable = new ArrayList<>();
        for (Tview tview : tviews) {
            Comparison comparison = comparisons.get(tview.entity());
            if (comparison != null) {
                measurable.add(comparison);
            } else {
                String reason = tview.key().isPresent()
                        ? "its table or view was dropped while it was looked at"
                        : "its table and view share no column pk_ to match rows by";
                measurements.put(tview.entity(), Measurement.undetermined(tview.entity(), reason));
            }
        }
        for (List<Comparison> part : parts(measurable)) {
            progress.reached(measurements.size(), part.get(0).tview().table().toString());
            part(part);
        }
        progress.reached(measurements.size(), "");
        if (!differing.isEmpty()) {
            reader.volatileOnes(differing).forEach(this::withoutUnstable);
        }
        return measurements;
    }

    private static List<List<Comparison>> parts(List<Comparison> all) {
        List<List<Comparison>> parts = new ArrayList<>();
        List<Comparison> part = new ArrayList<>();
        long size = 0;
        for (Comparison comparison : all) {
            boolean full = part.size() == TVIEWS_AT_A_TIME || size + comparison.rows() > ROWS_AT_A_TIME;
            if (full && !part.isEmpty()) {
                parts.add(part);
                part = new ArrayList<>();
                size = 0;
            }
            part.add(comparison);
            size += comparison.rows();
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }

    private void part(List<Comparison> all) {
        List<Comparison> part = unproved(all);
        if (part.isEmpty()) {
            return;
        }
        Fact<Map<String, Drift>> together = ask(part);
        for (Comparison comparison : part) {
            // Where one of them fails, the others are asked again without it.
            Fact<Map<String, Drift>> answer =
                    together instanceof Fact.Known || part.size() == 1 ? together : ask(List.of(comparison));
            Fact<Drift> drift = answer.map(byEntity -> found(byEntity, comparison));
            measurements.put(comparison.entity(), new Measurement(comparison.entity(), drift, ""));
            if (drift instanceof Fact.Known<Drift> known && known.value().differing() > 0) {
                differing.add(comparison);
            }
        }
    }

    /**
     * Takes sums of all rows first, which costs much less than to match them: most TVIEWs have no drift.
     *
     * @return those that have some, and those of which the sums tell nothing
     */
    private List<Comparison> unproved(List<Comparison> all) {
        List<Comparison> summed = all.stream()
                .filter(comparison -> !comparison.summed().isEmpty())
                .toList();
        if (!sample.isWhole() || !RowHash.binary(sql) || summed.isEmpty()) {
            return all;
        }
        Map<String, Drift> without = new TreeMap<>();
        Fact<Boolean> asked = ask(() -> {
            for (Row row : sql.query("sql/drift/sums.sql.vm", Map.of("tviews", values(summed)))) {
                if (row.flag("same")) {
                    without.put(row.text("entity"), new Drift(row.number("rows"), 0, 0, 0));
                }
            }
            return true;
        });
        if (asked instanceof Fact.Undetermined<Boolean>) {
            return all;
        }
        without.forEach((entity, drift) -> measurements.put(entity, new Measurement(entity, Fact.known(drift), "")));
        return all.stream()
                .filter(comparison -> !without.containsKey(comparison.entity()))
                .toList();
    }

    private static List<Map<String, Object>> values(List<Comparison> comparisons) {
        return comparisons.stream().map(Comparison::values).toList();
    }

    /** Measures again without what the view makes anew at every look, since that differs on the best of installations. */
    private void withoutUnstable(Comparison comparison) {
        Sample some = Sample.ofRows(ROWS_LOOKED_AT_TWICE, comparison.rows());
        Fact<List<String>> looked = ask(() ->
                sql.one("sql/drift/unstable.sql.vm", comparison.twice(some)).texts("unstable"));
        if (looked instanceof Fact.Undetermined<List<String>> undetermined) {
            measurements.put(comparison.entity(), Measurement.undetermined(comparison.entity(), undetermined.reason()));
            return;
        }
        List<String> flags = looked.orElse(List.of());
        List<ComparedColumn> unstable = new ArrayList<>();
        for (int i = 0; i < flags.size(); i++) {
            if (flags.get(i).equals("true")) {
                unstable.add(comparison.columns().get(i));
            }
        }
        if (unstable.isEmpty()) {
            return;
        }
        String note = "not compared, since its view makes it anew at every look: "
                + unstable.stream().map(ComparedColumn::name).collect(Collectors.joining(", "));
        boolean document = unstable.stream().anyMatch(column -> column.name().equals("data"));
        Fact<Drift> drift = ask(List.of(comparison.without(unstable))).map(byEntity -> found(byEntity, comparison));
        boolean open = document && drift.optional().map(Drift::none).orElse(false);
        measurements.put(
                comparison.entity(),
                new Measurement(comparison.entity(), open ? Fact.undetermined(note) : drift, open ? "" : note));
    }

    private static Drift found(Map<String, Drift> byEntity, Comparison comparison) {
        Drift drift = byEntity.get(comparison.entity());
        if (drift == null) {
            throw new IllegalStateException("no drift was told for " + comparison.entity());
        }
        return drift;
    }

    private Fact<Map<String, Drift>> ask(List<Comparison> part) {
        return ask(() -> {
            Map<String, Drift> drift = new TreeMap<>();
            for (Row row : sql.query(
                    "sql/drift/measure.sql.vm",
                    Map.of("tviews", values(part), "sampled", !sample.isWhole(), "threshold", sample.threshold()))) {
                drift.put(
                        row.text("entity"),
                        new Drift(
                                row.number("rows"),
                                row.number("missing"),
                                row.number("extra"),
                                row.number("differing")));
            }
            return drift;
        });
    }

    private <T> Fact<T> ask(Supplier<T> question) {
        try {
            return Fact.ask(() -> rows.read(sql, question));
        } catch (TvshException e) {
            throw e.exitCode() == ExitCode.INTERRUPTED
                    ? new TvshException(
                            ExitCode.INTERRUPTED,
                            "interrupted after " + Quantity.of(measurements.size(), "TVIEW"),
                            List.of(),
                            e)
                    : e;
        }
    }
}
