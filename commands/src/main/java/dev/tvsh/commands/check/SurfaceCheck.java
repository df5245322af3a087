package dev.tvsh.commands.check;

import dev.tvsh.commands.tview.Dialect;
import dev.tvsh.commands.tview.Extension;
import dev.tvsh.commands.tview.SqlObjects;
import java.util.List;
import java.util.Optional;

/** What is unusual about the extension and does no harm by itself. */
final class SurfaceCheck implements Check {
    @Override
    public String id() {
        return "tv.surface";
    }

    @Override
    public Severity severity() {
        return Severity.NOTICE;
    }

    @Override
    public Finding run(CheckContext context) {
        Optional<Extension> extension = context.catalog().extension();
        if (extension.isEmpty() || context.catalog().dialect() == Dialect.MIXED) {
            return Finding.ok(this);
        }
        List<String> objects = List.of("pg_tviews");
        if (extension.get().objects() == SqlObjects.DOCUMENTED) {
            return Finding.problem(
                    this,
                    objects,
                    "pg_tviews is as the published guides describe it, and no known release is: TVIEWs cannot be registered again",
                    "");
        }
        return extension.get().swapped()
                ? Finding.problem(
                        this,
                        objects,
                        "another library was installed under the SQL objects: "
                                + extension.get().shown(),
                        "")
                : Finding.ok(this);
    }
}
