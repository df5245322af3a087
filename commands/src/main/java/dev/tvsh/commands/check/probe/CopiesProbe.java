package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.Dialect;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.ViewCopy;
import java.util.List;

/** Whether another schema has a relation with the name of a TVIEW's view, at which writes to its base tables fail. */
final class CopiesProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        Fact<List<ViewCopy>> copies = context.catalog().copies();
        if (copies instanceof Fact.Undetermined) {
            return Answer.undetermined(copies.reason());
        }
        List<ViewCopy> found = copies.orElse(List.of());
        if (found.isEmpty()) {
            return Answer.ok();
        }
        // Releases before beta.7 do not look for the columns by name.
        boolean writesFail = context.catalog().dialect() == Dialect.BETA_7;
        List<String> lines = found.stream()
                .map(copy -> copy.copy() + " (TVIEW " + copy.entity() + ")")
                .toList();
        return Answer.problem(
                writesFail ? Severity.BLOCK : Severity.NOTICE,
                found.stream().map(copy -> copy.copy().toString()).toList(),
                Quantity.of(found.size(), "relation has", "relations have") + " the name of a TVIEW's view"
                        + (writesFail ? ", so that writes to its base tables fail: " : ": ") + Shown.names(lines),
                "rename or drop it; copies belong in another database");
    }
}
