package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.Unregistered;
import java.util.List;

/** Whether TVIEWs are here that the extension does not know: writes succeed and they silently stay behind. */
final class UnregisteredProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        if (context.catalog().extension().isEmpty()) {
            return Answer.ok();
        }
        Fact<List<Unregistered>> unregistered = context.catalog().unregistered();
        if (unregistered instanceof Fact.Undetermined) {
            return Answer.undetermined(unregistered.reason());
        }
        List<String> names =
                unregistered.orElse(List.of()).stream().map(Unregistered::shown).toList();
        if (names.isEmpty()) {
            return Answer.ok();
        }
        return Answer.problem(
                names,
                Quantity.of(names.size(), "TVIEW") + " without registration, writes are not followed: "
                        + Shown.names(names),
                "adopt");
    }
}
