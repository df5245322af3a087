package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.Dangling;
import dev.tvsh.commands.tview.Fact;
import java.util.List;

/** Whether registrations refer to something that is gone. */
final class DanglingProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        Fact<List<Dangling>> dangling = context.catalog().dangling();
        if (dangling instanceof Fact.Undetermined) {
            return Answer.undetermined(dangling.reason());
        }
        List<Dangling> found = dangling.orElse(List.of());
        if (found.isEmpty()) {
            return Answer.ok();
        }
        List<String> lines = found.stream()
                .map(one -> one.entity() + " (" + String.join(", ", one.gone()) + ")")
                .toList();
        return Answer.problem(
                found.stream().map(Dangling::entity).toList(),
                Quantity.of(found.size(), "registration") + " of something that is gone: " + Shown.names(lines),
                "drop the TVIEW, or restore what is gone");
    }
}
