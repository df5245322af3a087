package dev.tvsh.commands.check;

import dev.tvsh.commands.tview.Extension;
import dev.tvsh.commands.tview.Fact;
import java.util.List;

/** Whether a new session can load the library. */
final class LibraryCheck implements Check {
    @Override
    public String id() {
        return "tv.library";
    }

    @Override
    public Severity severity() {
        return Severity.BLOCK;
    }

    @Override
    public Finding run(CheckContext context) {
        Extension extension = context.catalog().extension().orElse(null);
        if (extension == null || extension.library() instanceof Fact.Known) {
            return Finding.ok(this);
        }
        if (!extension.libraryAsked()) {
            return Finding.undetermined(
                    this, "whether the library answers: " + extension.library().reason());
        }
        return Finding.problem(
                this,
                List.of("pg_tviews"),
                "the library does not answer: " + extension.library().reason(),
                "install the library, then status");
    }
}
