package dev.tvsh.commands.check;

import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.check.catalog.Route;
import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.Answer;

/**
 * A check and what it found out.
 *
 * @param answer the same on every route
 */
public record Looked(CheckSpec check, Answer answer) {

    /** What that means on a route; where the check does not matter there, it is as bad as where it is worst. */
    public Finding on(Route route) {
        Severity severity =
                answer.severity().orElseGet(() -> check.severityOn(route).orElse(check.worst()));
        return Finding.of(check, severity, answer);
    }
}
