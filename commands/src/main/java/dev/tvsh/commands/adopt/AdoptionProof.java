package dev.tvsh.commands.adopt;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.drift.Drift;
import dev.tvsh.commands.tview.drift.DriftProbe;
import dev.tvsh.commands.validate.ProbeResult;
import dev.tvsh.commands.validate.WriteProbe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether adopted TVIEWs follow writes again, and how far behind they are.
 *
 * @param lacking what the application role lacks, as statements that give it
 * @param probes what writes that were rolled back have shown
 * @param drift how the tables stand against their views, by entity
 */
record AdoptionProof(List<String> lacking, List<ProbeResult> probes, Map<String, Fact<Drift>> drift) {

    /** Each write needs a session of its own; so many show whether the registrations work. */
    private static final int TABLES_PROBED = 50;

    /**
     * Looks at TVIEWs that are registered.
     *
     * @param withDrift whether to read all rows
     */
    static AdoptionProof of(
            CommandContext context,
            SqlRunner sql,
            QualifiedName metadata,
            Set<String> entities,
            Optional<ApplicationRole> role,
            boolean withDrift) {
        TviewCatalog catalog = TviewCatalog.read(sql);
        List<Tview> tviews = catalog.tviews().stream()
                .filter(tview -> entities.contains(tview.entity()))
                .toList();
        List<String> lacking =
                role.map(one -> one.lacking(sql, metadata, tviews)).orElse(List.of());
        Set<QualifiedName> tables = new HashSet<>();
        tviews.forEach(tview -> tables.addAll(tview.dependencies()));
        List<ProbeResult> probes = lacking.isEmpty()
                ? new WriteProbe(sql, catalog, role.map(ApplicationRole::name)).run(tables::contains, TABLES_PROBED)
                : List.of();
        Map<String, Fact<Drift>> drift = withDrift
                ? new DriftProbe(sql)
                        .measure(
                                tviews,
                                done -> context.output()
                                        .accept(new Event.Progress("measuring drift", done, tviews.size(), "")))
                : Map.of();
        return new AdoptionProof(lacking, probes, drift);
    }

    List<String> lines(Optional<ApplicationRole> role) {
        List<String> lines = new ArrayList<>();
        role.filter(one -> !lacking.isEmpty()).ifPresent(one -> {
            lines.add("✗ writes of " + one.name() + " fail: it lacks rights, nothing was written");
            lacking.stream().limit(TABLES_PROBED).forEach(statement -> lines.add("  " + statement));
        });
        probes.stream()
                .filter(probe -> probe.kind() == ProbeResult.Kind.FAILED)
                .forEach(probe -> lines.add("✗ " + probe.line()));
        probes.stream()
                .filter(probe -> probe.kind() == ProbeResult.Kind.UNDETERMINED)
                .forEach(probe -> lines.add("? " + probe.line()));
        probes.stream()
                .filter(probe -> probe.kind() == ProbeResult.Kind.AVOIDED)
                .forEach(probe -> lines.add("! not tried: " + probe.line()));
        if (!probes.isEmpty()) {
            lines.add("writes" + role.map(one -> " of " + one.name()).orElse("") + " proved on "
                    + count(ProbeResult.Kind.PROVED) + " of " + probes.size() + " tables, rolled back"
                    + (probes.size() == TABLES_PROBED ? " (of more: validate)" : ""));
        }
        long behind = drift.values().stream()
                .filter(fact -> fact.map(counts -> !counts.none()).orElse(true))
                .count();
        if (behind > 0) {
            long rows = drift.values().stream()
                    .mapToLong(fact -> fact.map(Drift::total).orElse(0L))
                    .sum();
            lines.add(String.format(
                    Locale.ROOT,
                    "! %,d of %,d TVIEWs are behind their views, %,d rows; what was written meanwhile is not made up for"
                            + "   → refresh-all --stale",
                    behind,
                    drift.size(),
                    rows));
        } else if (!drift.isEmpty()) {
            lines.add("no drift");
        } else if (!probes.isEmpty()) {
            lines.add("→ refresh-all");
        }
        return lines;
    }

    ExitCode exitCode() {
        if (!lacking.isEmpty() || count(ProbeResult.Kind.FAILED) > 0) {
            return ExitCode.NEGATIVE;
        }
        return count(ProbeResult.Kind.UNDETERMINED) > 0 ? ExitCode.REFUSED : ExitCode.DONE;
    }

    private long count(ProbeResult.Kind kind) {
        return probes.stream().filter(probe -> probe.kind() == kind).count();
    }

    /** For the document of the answer. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("lacking", lacking);
        json.put(
                "probes",
                probes.stream()
                        .map(probe -> Map.of(
                                "table", probe.table().toString(),
                                "result", probe.kind().name().toLowerCase(Locale.ROOT),
                                "reason", probe.reason()))
                        .toList());
        json.put(
                "drift",
                drift.entrySet().stream()
                        .map(entry -> Map.of(
                                "entity", entry.getKey(),
                                "rows", entry.getValue().map(Drift::total).orElse(-1L),
                                "reason", entry.getValue().reason()))
                        .toList());
        return json;
    }
}
