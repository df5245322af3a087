package dev.tvsh.commands.check;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.history.Changes;
import dev.tvsh.commands.check.history.PastRun;
import dev.tvsh.commands.check.history.Trouble;
import dev.tvsh.commands.check.probe.CheckContext;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.check.waiver.Waivers;
import dev.tvsh.commands.tview.TviewFingerprint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run of check, complete.
 *
 * @param findings on the route that was named, or is to be taken
 * @param lasting the checks whose answer a replay compares
 * @param past the earlier run to compare with
 * @param warnings what could not be kept
 * @param lost whether the server went away meanwhile
 */
record CheckRun(
        CheckContext context,
        CheckRequest request,
        Findings findings,
        Set<String> lasting,
        Optional<RouteComparison> comparison,
        Waivers waivers,
        Optional<PastRun> past,
        List<String> warnings,
        boolean lost) {

    String heading() {
        String to = request.to().isEmpty() ? "" : " → " + request.to();
        return "route " + findings.route().word() + " · " + context.current() + to;
    }

    /** What has changed since the earlier run. */
    Optional<Changes> changes() {
        Set<String> asked = findings.all().stream()
                .filter(finding -> finding.status() != Status.SKIPPED)
                .map(Finding::id)
                .collect(Collectors.toSet());
        return past.map(run -> Changes.between(
                run,
                asked,
                troubles(Status.PROBLEM, Status.UNDETERMINED),
                Set.copyOf(troubles(Status.WAIVED, Status.WAIVED))));
    }

    private List<Trouble> troubles(Status one, Status other) {
        return findings.all().stream()
                .filter(finding -> finding.status() == one || finding.status() == other)
                .flatMap(finding -> finding.objects().isEmpty()
                        ? Stream.of(new Trouble(finding.id(), ""))
                        : finding.objects().stream().map(object -> new Trouble(finding.id(), object)))
                .distinct()
                .toList();
    }

    Outcome outcome() {
        return new Outcome(lost ? ExitCode.CONNECTION : findings.exitCode(), document(), stable());
    }

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("schema", 1);
        document.put("from", context.current().toString());
        document.put("to", request.to());
        document.put("route", findings.route().word());
        document.put("findings", findings.all());
        Map<String, Object> summary = new LinkedHashMap<>();
        for (Severity severity : List.of(Severity.BLOCK, Severity.WARN, Severity.NOTICE)) {
            summary.put(severity.word(), findings.problems(severity));
        }
        for (Status status : Status.values()) {
            if (status != Status.PROBLEM) {
                summary.put(status.word(), findings.count(status));
            }
        }
        document.put("summary", summary);
        document.put("complete", !lost);
        document.put("expiredWaivers", waivers.expired());
        comparison.ifPresent(routes -> document.put("routes", routes.document()));
        changes().ifPresent(changes -> document.put("since", changes));
        return document;
    }

    private List<String> stable() {
        List<String> stable = new ArrayList<>();
        stable.add(heading());
        findings.all().stream()
                .filter(finding -> lasting.contains(finding.id()))
                .map(Finding::stable)
                .sorted()
                .forEach(stable::add);
        context.catalogIfRead().map(TviewFingerprint::line).ifPresent(stable::add);
        return stable;
    }

    static Set<String> lasting(List<Looked> looked) {
        return looked.stream()
                .map(Looked::check)
                .filter(CheckSpec::lasting)
                .map(CheckSpec::id)
                .collect(Collectors.toSet());
    }
}
