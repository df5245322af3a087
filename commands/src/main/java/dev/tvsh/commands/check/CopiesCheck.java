package dev.tvsh.commands.check;

import dev.tvsh.commands.tview.Dialect;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.ViewCopy;
import java.util.List;

/** Whether another schema has a relation with the name of a TVIEW's view, at which writes to its base tables fail. */
final class CopiesCheck implements Check {
    @Override
    public String id() {
        return "tv.copies";
    }

    @Override
    public Severity severity() {
        return Severity.BLOCK;
    }

    @Override
    public Finding run(CheckContext context) {
        Fact<List<ViewCopy>> copies = context.catalog().copies();
        if (copies instanceof Fact.Undetermined) {
            return Finding.undetermined(this, copies.reason());
        }
        List<ViewCopy> found = copies.orElse(List.of());
        if (found.isEmpty()) {
            return Finding.ok(this);
        }
        // Releases before beta.7 do not look for the columns by name.
        boolean writesFail = context.catalog().dialect() == Dialect.BETA_7;
        List<String> lines = found.stream()
                .map(copy -> copy.copy() + " (TVIEW " + copy.entity() + ")")
                .toList();
        return Finding.problem(
                this,
                writesFail ? Severity.BLOCK : Severity.NOTICE,
                found.stream().map(copy -> copy.copy().toString()).toList(),
                Shown.count(found.size(), "relation has", "relations have") + " the name of a TVIEW's view"
                        + (writesFail ? ", so that writes to its base tables fail: " : ": ") + Shown.names(lines),
                "rename or drop it; copies belong in another database");
    }
}
