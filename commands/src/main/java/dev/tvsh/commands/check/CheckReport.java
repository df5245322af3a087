package dev.tvsh.commands.check;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.check.catalog.Route;
import dev.tvsh.commands.check.catalog.ServerVersion;
import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.CheckContext;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.TviewFingerprint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What check says: lines for people, a document for machines, and what a replay compares. */
final class CheckReport {
    private final CheckContext context;
    private final Route route;
    private final List<Finding> findings;
    private final Set<String> lasting;

    CheckReport(CheckContext context, Route route, List<Looked> looked) {
        this.context = context;
        this.route = route;
        this.findings = looked.stream().map(one -> one.on(route)).sorted().toList();
        this.lasting = looked.stream()
                .map(Looked::check)
                .filter(CheckSpec::lasting)
                .map(CheckSpec::id)
                .collect(Collectors.toSet());
    }

    /** The lines for people, the worst first. */
    List<String> lines(Duration taken, boolean verbose) {
        List<String> lines = new ArrayList<>();
        lines.add(heading() + " · " + findings.size() + " checks in "
                + String.format(Locale.ROOT, "%.1f s", taken.toMillis() / 1000.0));
        for (Finding finding : findings) {
            boolean quiet = finding.status() == Status.OK || finding.isProblem(Severity.NOTICE);
            if (verbose || !quiet) {
                lines.add(line(finding));
            }
        }
        long notices = problems(Severity.NOTICE);
        long fine = findings.stream()
                .filter(finding -> finding.status() == Status.OK)
                .count();
        if (!verbose && notices > 0) {
            lines.add("· " + Quantity.of(notices, "notice") + ", " + fine + " fine → check --verbose");
        }
        lines.add(verdict());
        return lines;
    }

    private String heading() {
        String target = context.target().map(version -> " → " + version).orElse("");
        return "route " + route.word() + " · " + context.current() + target;
    }

    private static String line(Finding finding) {
        String detail = finding.status() == Status.OK ? "fine" : finding.detail();
        String remedy = finding.remedy().isEmpty() ? "" : " → " + finding.remedy();
        return String.format(Locale.ROOT, "%s %-20s %s%s", finding.symbol(), finding.id(), detail, remedy);
    }

    private String verdict() {
        long block = problems(Severity.BLOCK);
        long undetermined = undetermined();
        List<String> parts = new ArrayList<>();
        if (block > 0) {
            parts.add(block + " block");
        }
        if (undetermined > 0) {
            parts.add(undetermined + " undetermined");
        }
        if (!parts.isEmpty()) {
            return "Not ready: " + String.join(", ", parts) + ".";
        }
        long warn = problems(Severity.WARN);
        return warn == 0 ? "Ready." : "Nothing blocks; " + Quantity.of(warn, "warning") + ".";
    }

    Outcome outcome() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", 1);
        document.put("from", context.current().toString());
        document.put("to", context.target().map(ServerVersion::toString).orElse(""));
        document.put("route", route.word());
        document.put("findings", findings);
        Map<String, Object> summary = new LinkedHashMap<>();
        for (Severity severity : Severity.values()) {
            summary.put(severity.word(), problems(severity));
        }
        summary.put("undetermined", undetermined());
        summary.put(
                "ok",
                findings.stream()
                        .filter(finding -> finding.status() == Status.OK)
                        .count());
        document.put("summary", summary);
        return new Outcome(exitCode(), document, stable());
    }

    private ExitCode exitCode() {
        if (problems(Severity.BLOCK) > 0) {
            return ExitCode.NEGATIVE;
        }
        return undetermined() > 0 ? ExitCode.REFUSED : ExitCode.DONE;
    }

    private List<String> stable() {
        List<String> stable = new ArrayList<>();
        stable.add(heading());
        findings.stream()
                .filter(finding -> lasting.contains(finding.id()))
                .map(Finding::stable)
                .sorted()
                .forEach(stable::add);
        stable.add(TviewFingerprint.line(context.catalog()));
        return stable;
    }

    private long problems(Severity severity) {
        return findings.stream().filter(finding -> finding.isProblem(severity)).count();
    }

    private long undetermined() {
        return findings.stream().filter(Finding::isUndetermined).count();
    }
}
