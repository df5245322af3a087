package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.tview.Extension;
import dev.tvsh.commands.tview.Fact;
import java.util.List;

/** Whether a new session can load the library. */
final class LibraryProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        Extension extension = context.catalog().extension().orElse(null);
        if (extension == null || extension.library() instanceof Fact.Known) {
            return Answer.ok();
        }
        if (!extension.libraryAsked()) {
            return Answer.undetermined(
                    "whether the library answers: " + extension.library().reason());
        }
        return Answer.problem(
                List.of("pg_tviews"),
                "the library does not answer: " + extension.library().reason(),
                "install the library, then status");
    }
}
