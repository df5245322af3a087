package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.tview.Leftover;
import java.util.List;

/** Whether objects stand in the way of a CREATE EXTENSION, as a restore or another release of the extension runs it. */
final class LeftoversProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        List<String> inTheWay = context.catalog().leftovers().stream()
                .filter(Leftover::likeMember)
                .map(Leftover::shown)
                .toList();
        return inTheWay.isEmpty()
                ? Answer.ok()
                : Answer.problem(
                        inTheWay,
                        "not of the extension, but named as its members, so that it cannot be created again here: "
                                + Shown.names(inTheWay),
                        "drop or rename, if nobody uses them");
    }
}
