package dev.tvsh.commands.check;

import java.util.List;

/** Whether this tvsh can tell at all what could go wrong on the way to the target. */
final class RouteCheck implements Check {
    @Override
    public String id() {
        return "route.checks";
    }

    @Override
    public Severity severity() {
        return Severity.BLOCK;
    }

    @Override
    public Finding run(CheckContext context) {
        if (Route.between(context.current(), context.target()) != Route.MAJOR) {
            return Finding.ok(this);
        }
        return new Finding(
                id(),
                severity(),
                Status.UNDETERMINED,
                List.of(),
                "the checks for a major upgrade are not built yet; what follows holds on every route",
                "",
                "");
    }
}
