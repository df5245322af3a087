package dev.tvsh.commands.refresh;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.change.LockPolicy;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.triggers.DisableTriggersCommand;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is lost or harmed by a refresh, and who stands in its way; told before the question, refused where it cannot end well. */
final class RefreshWarnings {

    private static final int SHOWN = 5;

    private final SqlRunner sql;
    private final Journal journal;
    private final LockPolicy locks;

    RefreshWarnings(SqlRunner sql, Journal journal, LockPolicy locks) {
        this.sql = sql;
        this.journal = journal;
        this.locks = locks;
    }

    /**
     * What the user shall know before the question, one line each.
     *
     * @throws TvshException with {@link ExitCode#REFUSED} if what stands in the way will not go away by itself
     */
    List<String> of(List<Tview> tviews, Collection<RefreshTable> tables) {
        List<String> warnings = new ArrayList<>();
        for (Entry off : journal.open(DisableTriggersCommand.NAME)) {
            warnings.add("! triggers are off since " + Moment.shown(off.begun())
                    + ": what is written during or after the refresh is missed   → enable-triggers first");
        }
        warnings.addAll(prepared(tviews));
        warnings.addAll(snapshots());
        for (RefreshTable table : tables) {
            if (!table.ownColumns().isEmpty()) {
                warnings.add("! " + table.name() + ": the view does not have " + String.join(", ", table.ownColumns())
                        + "; what is in there is lost");
            }
            if (!table.unstable().isEmpty()) {
                warnings.add("! " + table.name() + ": its view calls " + String.join(", ", table.unstable())
                        + ", so every refresh gives its rows new values there");
            }
        }
        return warnings;
    }

    private List<String> prepared(List<Tview> tviews) {
        Set<QualifiedName> wanted = new HashSet<>();
        tviews.forEach(tview -> wanted.add(tview.table()));
        List<String> warnings = new ArrayList<>();
        for (Row row : sql.query("sql/refresh/prepared.sql.vm", Map.of())) {
            QualifiedName table = new QualifiedName(row.text("schema"), row.text("table"));
            if (!wanted.contains(table)) {
                continue;
            }
            String what =
                    "prepared transaction '" + row.text("gid") + "', " + row.text("seconds") + " s old, holds " + table;
            if (row.number("seconds") >= locks.patience().toSeconds()) {
                throw new TvshException(
                        ExitCode.REFUSED,
                        what + ": its refresh would wait in vain",
                        List.of(
                                "Somebody has to decide it: COMMIT PREPARED or ROLLBACK PREPARED.",
                                "Nothing was changed. Or leave the TVIEW out: refresh-all --except NAMES"));
            }
            warnings.add("! " + what + ": its refresh waits until somebody commits or rolls it back");
        }
        return warnings;
    }

    private List<String> snapshots() {
        List<String> warnings = new ArrayList<>();
        if (!sql.one("sql/check/activity-visible.sql.vm", Map.of()).flag("visible")) {
            warnings.add("? this role is not told of the transactions of others (pg_read_all_stats): one with an older"
                    + " snapshot, or a pg_dump that begins, would see the tables empty");
            return warnings;
        }
        List<Row> found = sql.query("sql/refresh/snapshots.sql.vm", Map.of());
        for (Row row : found) {
            if (row.flag("dump") && row.flag("nothing_locked")) {
                throw new TvshException(
                        ExitCode.REFUSED,
                        "a pg_dump has just begun: " + session(row)
                                + ". It has its snapshot and no table yet, so it could take along empty tables",
                        List.of("Nothing was changed. Try again in a minute, or when the dump is done."));
            }
            if (warnings.size() < SHOWN) {
                warnings.add(
                        row.flag("dump")
                                ? "! a pg_dump runs, " + session(row) + ": tables that it reads are waited for"
                                : "! " + session(row)
                                        + " has an older snapshot: if it reads a table after its refresh, it sees it empty");
            }
        }
        if (found.size() > SHOWN) {
            warnings.add("! " + (found.size() - SHOWN) + " more such sessions");
        }
        return warnings;
    }

    private static String session(Row row) {
        return "pid " + row.text("pid") + " (" + row.nullable("role") + ", " + row.nullable("application") + ", "
                + row.nullable("state") + ", for " + row.text("seconds") + " s)";
    }
}
