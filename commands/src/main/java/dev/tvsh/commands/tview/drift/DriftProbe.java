package dev.tvsh.commands.tview.drift;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.templates.Literal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/**
 * Measures drift, by key. Reads every row of the tables and views on the server; what comes back are counts. Works in a session
 * of its own that only reads.
 */
public final class DriftProbe {

    private final SqlRunner sql;
    private final RowView rows;
    private final Sample sample;
    private final Duration limit;

    public DriftProbe(SqlRunner sql) {
        this(sql, RowView.current());
    }

    /** @param rows which rows are looked at */
    public DriftProbe(SqlRunner sql, RowView rows) {
        this(sql, rows, Sample.WHOLE, Duration.ZERO);
    }

    private DriftProbe(SqlRunner sql, RowView rows, Sample sample, Duration limit) {
        this.sql = sql;
        this.rows = rows;
        this.sample = sample;
        this.limit = limit;
    }

    /** One that looks at a part of the rows only. */
    public DriftProbe sampling(Sample part) {
        return new DriftProbe(sql, rows, part, limit);
    }

    /** One whose questions the server gives up after this time, so that the drift is undetermined. */
    public DriftProbe within(Duration time) {
        return new DriftProbe(sql, rows, sample, time);
    }

    /** Measures all of them; by entity. */
    public Map<String, Fact<Drift>> measure(List<Tview> tviews) {
        return measure(tviews, done -> {});
    }

    /**
     * Measures all of them; by entity.
     *
     * @param progress is told how many are done
     */
    public Map<String, Fact<Drift>> measure(List<Tview> tviews, IntConsumer progress) {
        Map<String, Fact<Drift>> drift = new TreeMap<>();
        inspect(tviews, (done, next) -> progress.accept(done))
                .forEach((entity, measurement) -> drift.put(entity, measurement.drift()));
        return drift;
    }

    /**
     * Measures all of them, and tells what could not be compared; by entity. One that cannot be measured leaves the others as
     * they are.
     *
     * @throws dev.tvsh.commands.TvshException with exit code INTERRUPTED if the user has interrupted
     */
    public Map<String, Measurement> inspect(List<Tview> tviews, Progress progress) {
        if (tviews.isEmpty()) {
            return Map.of();
        }
        try (SqlRunner own = sql.another()) {
            own.lookOnly();
            own.run("sql/drift/settings.sql.vm", Map.of());
            if (!limit.isZero()) {
                own.run("sql/server/time-limit.sql.vm", Map.of("time", Literal.of(limit.toMillis() + "ms")));
            }
            return new DriftRun(own, rows, sample, progress).measure(tviews);
        }
    }

    /** Is told how far the measuring has come. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Some are done.
         *
         * @param done how many
         * @param next the table that comes next, and may take long; empty after the last
         */
        void reached(int done, String next);
    }
}
