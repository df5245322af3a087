package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.check.catalog.Route;

/** Whether this tvsh can tell at all what could go wrong on the way to the target. */
final class RouteProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        return Route.between(context.current(), context.target()).contains(Route.PG_UPGRADE)
                ? Answer.undetermined(
                        "the checks for a major upgrade are not built yet; what follows holds on every route")
                : Answer.ok();
    }
}
