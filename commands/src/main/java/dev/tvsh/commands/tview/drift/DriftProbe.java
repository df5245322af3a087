package dev.tvsh.commands.tview.drift;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** Measures drift, a few TVIEWs in one statement. It reads every row of their tables and views. */
public final class DriftProbe {
    /** Few enough for the server's memory: each may need a hash table of its own. */
    private static final int TVIEWS_AT_A_TIME = 20;

    private final SqlRunner sql;
    private final RowView rows;

    public DriftProbe(SqlRunner sql) {
        this(sql, RowView.current());
    }

    /** @param rows which rows are looked at */
    public DriftProbe(SqlRunner sql, RowView rows) {
        this.sql = sql;
        this.rows = rows;
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
        List<Tview> measurable = new ArrayList<>();
        for (Tview tview : tviews) {
            if (tview.key().isPresent()) {
                measurable.add(tview);
            } else {
                drift.put(tview.entity(), Fact.undetermined("its table and view share no column pk_"));
            }
        }
        for (int from = 0; from < measurable.size(); from += TVIEWS_AT_A_TIME) {
            List<Tview> part = measurable.subList(from, Math.min(from + TVIEWS_AT_A_TIME, measurable.size()));
            Fact<Map<String, Drift>> together = ask(part);
            for (Tview tview : part) {
                // Where one of them fails, the others are asked again without it.
                Fact<Map<String, Drift>> answer =
                        together instanceof Fact.Known || part.size() == 1 ? together : ask(List.of(tview));
                drift.put(tview.entity(), answer.map(byEntity -> found(byEntity, tview)));
            }
            progress.accept(drift.size());
        }
        return drift;
    }

    private static Drift found(Map<String, Drift> byEntity, Tview tview) {
        Drift drift = byEntity.get(tview.entity());
        if (drift == null) {
            throw new IllegalStateException("no drift was told for " + tview.entity());
        }
        return drift;
    }

    private Fact<Map<String, Drift>> ask(List<Tview> tviews) {
        List<Map<String, Object>> values =
                tviews.stream().map(DriftProbe::values).toList();
        return Fact.ask(() -> rows.read(sql, () -> {
            Map<String, Drift> drift = new TreeMap<>();
            for (Row row : sql.query("sql/tview/drift.sql.vm", Map.of("tviews", values))) {
                drift.put(
                        row.text("entity"),
                        new Drift(
                                row.number("rows"),
                                row.number("missing"),
                                row.number("extra"),
                                row.number("differing")));
            }
            return drift;
        }));
    }

    private static Map<String, Object> values(Tview tview) {
        return Map.of(
                "entity", Literal.of(tview.entity()),
                "key", Identifier.of(tview.key().orElseThrow()),
                "document", tview.document(),
                "table", tview.table().identifier(),
                "view", tview.view().identifier());
    }
}
