package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.tview.Dialect;
import dev.tvsh.commands.tview.Extension;
import dev.tvsh.commands.tview.SqlObjects;
import java.util.List;
import java.util.Optional;

/** What is unusual about the extension and does no harm by itself. */
final class SurfaceProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        Optional<Extension> extension = context.catalog().extension();
        if (extension.isEmpty() || context.catalog().dialect() == Dialect.MIXED) {
            return Answer.ok();
        }
        List<String> objects = List.of("pg_tviews");
        if (extension.get().objects() == SqlObjects.DOCUMENTED) {
            return Answer.problem(
                    objects,
                    "pg_tviews is as the published guides describe it, and no known release is: how rows follow writes is not known",
                    "");
        }
        return extension.get().swapped()
                ? Answer.problem(
                        objects,
                        "another library was installed under the SQL objects: "
                                + extension.get().shown(),
                        "")
                : Answer.ok();
    }
}
