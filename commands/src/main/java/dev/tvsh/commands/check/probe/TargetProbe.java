package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.check.catalog.ServerVersion;
import dev.tvsh.commands.check.catalog.Severity;
import java.util.List;

/** Whether the target is a step forward. */
final class TargetProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        if (context.target().isEmpty()) {
            return Answer.ok();
        }
        ServerVersion target = context.target().get();
        ServerVersion current = context.current();
        if (target.before(current)) {
            return Answer.problem(
                    List.of(target.toString()), target + " is older than " + current + " that runs", "rollback");
        }
        if (target.equals(current)) {
            return Answer.problem(
                    Severity.NOTICE, List.of(target.toString()), "the server runs " + current + " already", "");
        }
        return Answer.ok();
    }
}
