package dev.tvsh.commands.check;

import dev.tvsh.commands.tview.Dialect;
import java.util.List;

/** Whether the extension is here, in a form that tvsh knows. */
final class ExtensionCheck implements Check {
    @Override
    public String id() {
        return "tv.extension";
    }

    @Override
    public Severity severity() {
        return Severity.WARN;
    }

    @Override
    public Finding run(CheckContext context) {
        Dialect dialect = context.catalog().dialect();
        return switch (dialect) {
            case NOT_INSTALLED ->
                Finding.problem(
                        this,
                        List.of(),
                        "pg_tviews is not installed in this database",
                        "\\c to the database that has it");
            case MIXED ->
                Finding.problem(
                        this,
                        Severity.BLOCK,
                        List.of("pg_tviews"),
                        "the library is newer than the SQL objects: calling pg_tviews_refresh may crash the server",
                        "put the old library back");
            case PUBLISHED, UNKNOWN -> Finding.undetermined(this, "pg_tviews has a surface that tvsh does not know");
            case BROKEN_DROPPED, UNREGISTERED, BETA_1, BETA_2, BETA_3, BETA_7 -> Finding.ok(this);
        };
    }
}
