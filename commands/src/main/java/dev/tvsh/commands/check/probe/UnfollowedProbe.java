package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.Unfollowed;
import java.util.List;

/** Whether a TVIEW reads tables whose writes never reach it, on the best of installations; not those whose triggers are off. */
final class UnfollowedProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        Fact<List<Tview>> registered = context.catalog().registered();
        if (registered instanceof Fact.Undetermined) {
            return Answer.undetermined(registered.reason());
        }
        List<Tview> behind = registered.orElse(List.of()).stream()
                .filter(tview -> !unfollowed(tview).isEmpty())
                .toList();
        if (behind.isEmpty()) {
            return Answer.ok();
        }
        List<String> lines = behind.stream()
                .map(tview -> tview.entity() + " of " + Shown.names(unfollowed(tview)))
                .toList();
        return Answer.problem(
                behind.stream().map(Tview::entity).toList(),
                Quantity.of(behind.size(), "TVIEW does not", "TVIEWs do not") + " follow writes to all that "
                        + (behind.size() == 1 ? "it reads" : "they read") + ": " + Shown.names(lines),
                "tview NAME shows the path; refresh-all --stale now and then");
    }

    private static List<String> unfollowed(Tview tview) {
        return tview.unfollowed().stream()
                .filter(table -> table.reason() != Unfollowed.Reason.TRIGGER_OFF)
                .map(Unfollowed::shown)
                .toList();
    }
}
