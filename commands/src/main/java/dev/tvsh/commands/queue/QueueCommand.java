package dev.tvsh.commands.queue;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.recorded.PersistentQueue;
import java.util.Map;

/** {@code queue}: what is known of work that TVIEWs still wait for, and of who holds their tables. It is a question: 0. */
public final class QueueCommand implements Command {

    @Override
    public CommandSpec spec() {
        return CommandSpec.reading(
                "queue", "show pending work and who holds tables of TVIEWs; exit code 0 whatever it finds", "");
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        try (SqlRunner sql = context.open()) {
            sql.lookOnly();
            TviewCatalog catalog = TviewCatalog.read(sql);
            boolean visible =
                    sql.one("sql/check/activity-visible.sql.vm", Map.of()).flag("visible");
            QueueReport report = new QueueReport(
                    catalog, new Locks(sql, new TviewTables(catalog)), PersistentQueue.read(sql), visible);
            if (!invocation.json()) {
                report.lines().forEach(context::say);
            }
            return report.outcome();
        }
    }
}
