package dev.tvsh.commands.check;

import java.util.List;

/** Whether the target is a step forward. */
final class TargetCheck implements Check {
    @Override
    public String id() {
        return "route.target";
    }

    @Override
    public Severity severity() {
        return Severity.BLOCK;
    }

    @Override
    public Finding run(CheckContext context) {
        if (context.target().isEmpty()) {
            return Finding.ok(this);
        }
        ServerVersion target = context.target().get();
        ServerVersion current = context.current();
        if (target.before(current)) {
            return Finding.problem(
                    this, List.of(target.toString()), target + " is older than " + current + " that runs", "rollback");
        }
        if (target.equals(current)) {
            return Finding.problem(
                    this, Severity.NOTICE, List.of(target.toString()), "the server runs " + current + " already", "");
        }
        return Finding.ok(this);
    }
}
