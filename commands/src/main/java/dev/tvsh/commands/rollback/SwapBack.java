package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.Databases;
import dev.tvsh.commands.backup.Maintenance;
import dev.tvsh.commands.change.Change;
import dev.tvsh.commands.change.ChangeProtocol;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Moment;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes a finished rollback back: the kept database gets its name again, and the restored one is kept in its turn. */
final class SwapBack {

    /** The name of its entries in the journal. */
    static final String COMMAND = "swap";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmssSSS");

    private final CommandContext context;
    private final Journal.Entry rollback;
    private final RestorePlan plan;

    SwapBack(CommandContext context, Journal.Entry rollback) {
        this.context = context;
        this.rollback = rollback;
        RestorePlan before = RestorePlan.of(rollback);
        String time = TIME.format(LocalDateTime.ofInstant(
                context.clock().instant(), context.clock().getZone()));
        RestorePlan next = RestorePlan.of(before.backup(), before.database(), time);
        this.plan = new RestorePlan(before.backup(), before.database(), before.kept(), next.kept());
    }

    Outcome run(Invocation invocation) {
        DatabaseSwap swap =
                new DatabaseSwap(context, plan, false, "rollback --to " + rollback.id() + "    tries again");
        try (SqlRunner maintenance = Maintenance.open(context, plan.database())) {
            Databases databases = Databases.read(maintenance, plan.databases());
            Optional<Journal.Entry> done = databases.has(plan.side()) ? Optional.empty() : earlier(maintenance);
            if (done.isPresent()) {
                return told(done.get(), "already there");
            }
            if (!databases.has(plan.side())) {
                throw new TvshException(
                        ExitCode.REFUSED,
                        "database " + plan.side() + " is not there any more, so it cannot be swapped back",
                        List.of("rollback --plan    shows what is", "Nothing was changed."));
            }
            swap.requireNonePrepared(databases);
            Change change = new Change(
                    plan.side() + " will be " + plan.database() + " again",
                    List.of(
                            "loss    every write to " + plan.database() + " since " + Moment.shown(rollback.begun()),
                            "cost    sessions end for about a second",
                            "keep    the database as it is now stays, as " + plan.kept()),
                    swap.undo(true),
                    () -> swap.statements(true),
                    Question.typed("Type the database name to go on", plan.database()));
            if (invocation.has(RollbackCommand.PLAN)) {
                return Plan.show(context, change);
            }
            return new ChangeProtocol(context).run(change, invocation, () -> carryOut(swap, maintenance));
        }
    }

    /** The swap that has put this database in place before; empty if that was taken back since. */
    private Optional<Journal.Entry> earlier(SqlRunner maintenance) {
        return context.journal().entries().stream()
                .filter(entry ->
                        entry.command().equals(COMMAND) && entry.closed().equals("done"))
                .filter(entry -> RestorePlan.of(entry).side().equals(plan.side()))
                .filter(entry -> {
                    String kept = RestorePlan.of(entry).kept();
                    return Databases.read(maintenance, List.of(kept)).has(kept);
                })
                .findFirst();
    }

    private Outcome carryOut(DatabaseSwap swap, SqlRunner maintenance) {
        Journal.Entry entry = context.journal().begin(COMMAND, plan.facts());
        try {
            swap.run(maintenance);
        } catch (ConnectionLostException e) {
            // It may have taken place all the same: the next run will see.
            throw e;
        } catch (TvshException e) {
            context.journal().close(entry, "failed", Map.of());
            throw e;
        }
        context.journal().close(entry, "done", Map.of());
        return told(entry, "swapped back");
    }

    private Outcome told(Journal.Entry swap, String stable) {
        String kept = RestorePlan.of(swap).kept();
        context.say(plan.database() + " is the database that was kept");
        context.say("kept    " + kept + ", swapped back by rollback --to " + swap.id());
        return Outcome.done(Map.of("database", plan.database(), "kept", kept), List.of(stable));
    }
}
