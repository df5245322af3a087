package dev.tvsh.commands.check;

import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.history.Changes;
import dev.tvsh.commands.check.history.Trouble;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.check.waiver.Waiver;
import dev.tvsh.commands.output.Quantity;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What check says to people: the worst first, one line each. */
final class CheckReport {
    private static final int NAMES = 3;

    /** How many new ones are told, and how many that were fixed. */
    private static final int CHANGES = 10;

    private final CheckRun run;
    private final boolean verbose;

    CheckReport(CheckRun run, boolean verbose) {
        this.run = run;
        this.verbose = verbose;
    }

    List<String> lines(Duration taken) {
        Findings findings = run.findings();
        List<String> lines = new ArrayList<>();
        lines.add(run.heading() + " · " + Quantity.of(asked(), "check") + " in "
                + String.format(Locale.ROOT, "%.1f s", taken.toMillis() / 1000.0));
        folded(findings.all().stream().filter(this::told).toList()).forEach(lines::add);
        run.waivers().expired().stream().map(CheckReport::expired).forEach(lines::add);
        lines.addAll(run.warnings().stream().distinct().toList());
        lines.addAll(rest());
        run.changes().ifPresent(changes -> lines.addAll(since(changes)));
        if (run.lost()) {
            lines.add("The connection was lost: what stands above is what was known by then.");
        }
        lines.add(verdict());
        run.comparison().ifPresent(comparison -> lines.addAll(comparison.lines()));
        return lines;
    }

    private long asked() {
        return run.findings().all().size() - run.findings().count(Status.SKIPPED);
    }

    private boolean told(Finding finding) {
        return verbose
                || switch (finding.status()) {
                    case PROBLEM -> finding.severity() != Severity.NOTICE;
                    case UNDETERMINED -> true;
                    case OK, WAIVED, SKIPPED, MANUAL -> false;
                };
    }

    /** What is undetermined for one and the same reason is one line. */
    private static List<String> folded(List<Finding> findings) {
        Map<String, List<Finding>> groups = new LinkedHashMap<>();
        for (Finding finding : findings) {
            String key = finding.isUndetermined() ? finding.detail() : finding.id();
            groups.computeIfAbsent(key, one -> new ArrayList<>()).add(finding);
        }
        return groups.values().stream().map(CheckReport::line).toList();
    }

    private static String line(List<Finding> group) {
        Finding first = group.get(0);
        String ids = Quantity.some(group.stream().map(Finding::id).toList(), NAMES);
        String detail = first.status() == Status.OK ? "fine" : first.detail();
        String remedy = first.remedy().isEmpty() ? "" : " → " + first.remedy();
        return String.format(Locale.ROOT, "%s %-20s %s%s", first.symbol(), ids, detail, remedy);
    }

    private static String expired(Waiver waiver) {
        return String.format(
                Locale.ROOT, "! %-20s waiver of %s expired on %s", waiver.id(), waiver.object(), waiver.until());
    }

    private List<String> rest() {
        Findings findings = run.findings();
        List<String> parts = new ArrayList<>();
        count(parts, findings.problems(Severity.NOTICE), "notice", "notices");
        count(parts, findings.count(Status.MANUAL), "to look at by hand", "to look at by hand");
        count(parts, findings.count(Status.WAIVED), "waived", "waived");
        String left = findings.all().stream()
                .filter(finding -> finding.status() == Status.SKIPPED)
                .map(Finding::id)
                .filter(run.request().except()::contains)
                .collect(Collectors.joining(", "));
        count(parts, findings.count(Status.SKIPPED), "not asked", "not asked");
        if (!left.isEmpty()) {
            parts.add("left out: " + left);
        }
        if (verbose || parts.isEmpty()) {
            return List.of();
        }
        parts.add(Quantity.of(findings.count(Status.OK)) + " fine");
        return List.of("· " + String.join(", ", parts) + " → check --verbose");
    }

    private static void count(List<String> parts, long count, String one, String many) {
        if (count > 0) {
            parts.add(Quantity.of(count, one, many));
        }
    }

    private List<String> since(Changes changes) {
        List<String> lines = new ArrayList<>();
        lines.addAll(first("  new    ", changes.fresh()));
        lines.addAll(first("  fixed  ", changes.fixed()));
        lines.add("since " + changes.since() + ": " + changes.fresh().size() + " new, "
                + changes.fixed().size() + " fixed, " + changes.still().size() + " still there, "
                + run.findings().count(Status.WAIVED) + " waived, "
                + Quantity.of(run.waivers().expired().size(), "waiver") + " expired");
        return lines;
    }

    private static List<String> first(String mark, List<Trouble> troubles) {
        List<String> lines = new ArrayList<>();
        troubles.stream().limit(CHANGES).forEach(trouble -> lines.add(mark + trouble));
        if (troubles.size() > CHANGES) {
            lines.add(mark + "and " + Quantity.of(troubles.size() - CHANGES) + " more → check --json");
        }
        return lines;
    }

    /** What is left to do where nothing but ignorance stands in the way. */
    private String waiving() {
        Findings findings = run.findings();
        LocalDate month = LocalDate.ofInstant(run.context().clock().instant(), ZoneOffset.UTC)
                .plusMonths(1);
        return findings.problems(Severity.BLOCK) > 0
                ? ""
                : findings.all().stream()
                        .filter(Finding::isUndetermined)
                        .findFirst()
                        .map(one -> " What cannot be known here somebody answers for: waive " + one.id()
                                + " --reason TEXT --until " + month)
                        .orElse("");
    }

    private String verdict() {
        String obstacles = run.findings().obstacles();
        if (!obstacles.isEmpty()) {
            return "Not ready: " + obstacles + "." + waiving();
        }
        long warn = run.findings().problems(Severity.WARN);
        return warn == 0 ? "Ready." : "Nothing blocks; " + Quantity.of(warn, "warning") + ".";
    }
}
