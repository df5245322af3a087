package dev.tvsh.commands.check;

import dev.tvsh.commands.tview.Leftover;
import java.util.List;

/** Whether objects stand in the way of a CREATE EXTENSION, as a restore or another release of the extension runs it. */
final class LeftoversCheck implements Check {
    @Override
    public String id() {
        return "tv.leftovers";
    }

    @Override
    public Severity severity() {
        return Severity.WARN;
    }

    @Override
    public Finding run(CheckContext context) {
        List<String> inTheWay = context.catalog().leftovers().stream()
                .filter(Leftover::likeMember)
                .map(Leftover::shown)
                .toList();
        return inTheWay.isEmpty()
                ? Finding.ok(this)
                : Finding.problem(
                        this,
                        inTheWay,
                        "not of the extension, but named as its members, so that it cannot be created again here: "
                                + Shown.names(inTheWay),
                        "drop or rename, if nobody uses them");
    }
}
