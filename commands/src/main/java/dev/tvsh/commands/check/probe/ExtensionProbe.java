package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.tview.Dialect;
import dev.tvsh.commands.tview.SqlObjects;
import java.util.List;

/** Whether the extension is here, in a form that tvsh knows. */
final class ExtensionProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        Dialect dialect = context.catalog().dialect();
        return switch (dialect) {
            case NOT_INSTALLED ->
                Answer.problem(
                        List.of(), "pg_tviews is not installed in this database", "\\c to the database that has it");
            case MIXED ->
                Answer.problem(
                        Severity.BLOCK,
                        List.of("pg_tviews"),
                        "library and SQL objects do not fit: pg_tviews_refresh "
                                + (reversed(context) ? "empties a table named like the TVIEW" : "crashes the server"),
                        "never call it, refresh-all does not; install the library of the SQL objects again");
            case UNKNOWN -> Answer.undetermined("pg_tviews has a surface that tvsh does not know");
            case BROKEN_DROPPED, UNREGISTERED, BETA_1, BETA_2, BETA_3, BETA_7, DOCUMENTED -> Answer.ok();
        };
    }

    /** Whether the SQL objects are the newer of the two. */
    private static boolean reversed(CheckContext context) {
        return context.catalog()
                .extension()
                .filter(extension -> extension.objects() != SqlObjects.BETA_2)
                .isPresent();
    }
}
