package dev.tvsh.commands.check;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.check.catalog.Route;
import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.Status;
import java.util.List;

/**
 * What was found on one route.
 *
 * @param all every finding, the worst first
 */
record Findings(Route route, List<Finding> all) {
    Findings {
        all = all.stream().sorted().toList();
    }

    long problems(Severity severity) {
        return all.stream().filter(finding -> finding.isProblem(severity)).count();
    }

    long count(Status status) {
        return all.stream().filter(finding -> finding.status() == status).count();
    }

    /** How many keep an upgrade from beginning. */
    long blocking() {
        return problems(Severity.BLOCK) + count(Status.UNDETERMINED);
    }

    /** Whether no route at all leads to the target, so that there is nothing to compare. */
    boolean nowhere() {
        return all.stream()
                .anyMatch(finding -> finding.id().equals("route.target") && finding.isProblem(Severity.BLOCK));
    }

    ExitCode exitCode() {
        if (problems(Severity.BLOCK) > 0) {
            return ExitCode.NEGATIVE;
        }
        return count(Status.UNDETERMINED) > 0 ? ExitCode.REFUSED : ExitCode.DONE;
    }

    /** For example {@code 3 block, 1 undetermined}; empty if nothing keeps an upgrade from beginning. */
    String obstacles() {
        long block = problems(Severity.BLOCK);
        long undetermined = count(Status.UNDETERMINED);
        String blocking = block > 0 ? block + " block" : "";
        String open = undetermined > 0 ? undetermined + " undetermined" : "";
        return blocking + (blocking.isEmpty() || open.isEmpty() ? "" : ", ") + open;
    }
}
