package dev.tvsh.commands.check;

import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.Unregistered;
import java.util.List;

/** Whether TVIEWs are here that the extension does not know: writes succeed and they silently stay behind. */
final class UnregisteredCheck implements Check {
    @Override
    public String id() {
        return "tv.unregistered";
    }

    @Override
    public Severity severity() {
        return Severity.BLOCK;
    }

    @Override
    public Finding run(CheckContext context) {
        if (context.catalog().extension().isEmpty()) {
            return Finding.ok(this);
        }
        Fact<List<Unregistered>> unregistered = context.catalog().unregistered();
        if (unregistered instanceof Fact.Undetermined) {
            return Finding.undetermined(this, unregistered.reason());
        }
        List<String> names =
                unregistered.orElse(List.of()).stream().map(Unregistered::shown).toList();
        if (names.isEmpty()) {
            return Finding.ok(this);
        }
        return Finding.problem(
                this,
                names,
                Shown.count(names.size(), "TVIEW") + " without registration, writes are not followed: "
                        + Shown.names(names),
                "adopt");
    }
}
