package dev.tvsh.commands.validate;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.TviewFingerprint;
import dev.tvsh.commands.tview.Unregistered;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestComparison;
import dev.tvsh.commands.validate.ProbeResult.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What validate says: lines for people, a document for machines, and what a replay compares. */
final class ValidateReport {
    private final Manifest expected;
    private final Manifest actual;
    private final TviewCatalog catalog;
    private final ManifestComparison comparison;
    private final List<ProbeResult> probes;

    ValidateReport(
            Manifest expected,
            Manifest actual,
            TviewCatalog catalog,
            ManifestComparison comparison,
            List<ProbeResult> probes) {
        this.expected = expected;
        this.actual = actual;
        this.catalog = catalog;
        this.comparison = comparison;
        this.probes = List.copyOf(probes);
    }

    /** The lines for people: what writes showed, then differences, the worst first. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        failures().forEach(line -> lines.add("✗ " + line));
        undetermined().forEach(line -> lines.add("? " + line));
        probes.stream()
                .filter(probe -> probe.kind() == Kind.AVOIDED)
                .forEach(probe -> lines.add("! not tried: " + probe.line()));
        lines.add(summary() + " · manifest of " + Moment.shown(expected.taken()) + ", " + versions());
        return lines;
    }

    private String versions() {
        return expected.server().version().equals(actual.server().version())
                ? actual.server().version()
                : expected.server().version() + " → " + actual.server().version();
    }

    private String summary() {
        String size = actual.tviews().size() + " TVIEWs, " + actual.triggers().size() + " triggers, "
                + actual.baseTables().size() + " base tables";
        int differences = failures().size();
        int open = undetermined().size();
        String writes = "writes proved on " + count(Kind.PROVED) + " of " + probes.size() + " tables";
        if (differences == 0 && open == 0) {
            return "As before: " + size + ", " + writes;
        }
        return "Not as before: " + differences + (differences == 1 ? " difference" : " differences")
                + (open > 0 ? ", " + open + " undetermined" : "") + "; " + size + ", " + writes;
    }

    private List<String> failures() {
        List<String> lines = new ArrayList<>();
        probes.stream().filter(probe -> probe.kind() == Kind.FAILED).forEach(probe -> lines.add(probe.line()));
        comparison.differences().forEach(difference -> lines.add(difference.line()));
        unregistered()
                .forEach(tview -> lines.add("TVIEW " + tview + ": not registered, as when recorded; nothing follows"));
        return lines;
    }

    /** That it was so before does not make it well. */
    private List<String> unregistered() {
        List<String> before =
                expected.unregistered().stream().map(Unregistered::shown).toList();
        return actual.unregistered().stream()
                .map(Unregistered::shown)
                .filter(before::contains)
                .toList();
    }

    private List<String> undetermined() {
        List<String> lines = new ArrayList<>(comparison.undetermined());
        probes.stream().filter(probe -> probe.kind() == Kind.UNDETERMINED).forEach(probe -> lines.add(probe.line()));
        return lines;
    }

    private long count(Kind kind) {
        return probes.stream().filter(probe -> probe.kind() == kind).count();
    }

    Outcome outcome() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("manifest", expected.taken());
        document.put("from", expected.server().version());
        document.put("to", actual.server().version());
        document.put("differences", comparison.differences());
        document.put("undetermined", undetermined());
        document.put(
                "probes",
                probes.stream()
                        .map(probe -> Map.of(
                                "table", probe.table().toString(),
                                "tview", probe.tview(),
                                "result", probe.kind().name().toLowerCase(java.util.Locale.ROOT),
                                "reason", probe.reason()))
                        .toList());

        List<String> stable = new ArrayList<>();
        stable.add(summary());
        stable.addAll(failures());
        stable.addAll(undetermined());
        stable.add(TviewFingerprint.line(catalog));
        return new Outcome(exitCode(), document, stable);
    }

    private ExitCode exitCode() {
        if (!failures().isEmpty()) {
            return ExitCode.NEGATIVE;
        }
        return undetermined().isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }
}
