package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.Databases;
import dev.tvsh.commands.backup.Maintenance;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal;
import java.util.Map;

/** Swaps back that an earlier tvsh began and did not live to tell of: the databases that there are tell whether they took place. */
final class OpenSwaps {

    private final CommandContext context;

    OpenSwaps(CommandContext context) {
        this.context = context;
    }

    /** Closes their entries; none while another tvsh is at work, or the server does not answer. */
    void settle() {
        if (context.journal().open(SwapBack.COMMAND).isEmpty()) {
            return;
        }
        try {
            Journal.Lock lock = context.journal().lock();
            try {
                context.journal().open(SwapBack.COMMAND).forEach(this::settle);
            } finally {
                lock.close();
            }
        } catch (TvshException e) {
            e.passOnIfInterrupted();
        }
    }

    private void settle(Journal.Entry entry) {
        RestorePlan plan = RestorePlan.of(entry);
        try (SqlRunner maintenance = Maintenance.open(context, plan.database())) {
            Databases there = Databases.read(maintenance, plan.databases());
            boolean swapped = there.has(plan.kept()) && !there.has(plan.side());
            context.journal().close(entry, swapped ? "done" : "failed", Map.of());
        }
    }
}
