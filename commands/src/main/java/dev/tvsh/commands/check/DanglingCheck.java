package dev.tvsh.commands.check;

import dev.tvsh.commands.tview.Dangling;
import dev.tvsh.commands.tview.Fact;
import java.util.List;

/** Whether registrations refer to something that is gone. */
final class DanglingCheck implements Check {
    @Override
    public String id() {
        return "tv.dangling";
    }

    @Override
    public Severity severity() {
        return Severity.BLOCK;
    }

    @Override
    public Finding run(CheckContext context) {
        Fact<List<Dangling>> dangling = context.catalog().dangling();
        if (dangling instanceof Fact.Undetermined) {
            return Finding.undetermined(this, dangling.reason());
        }
        List<Dangling> found = dangling.orElse(List.of());
        if (found.isEmpty()) {
            return Finding.ok(this);
        }
        List<String> lines = found.stream()
                .map(one -> one.entity() + " (" + String.join(", ", one.gone()) + ")")
                .toList();
        return Finding.problem(
                this,
                found.stream().map(Dangling::entity).toList(),
                Shown.count(found.size(), "registration") + " of something that is gone: " + Shown.names(lines),
                "drop the TVIEW, or restore what is gone");
    }
}
