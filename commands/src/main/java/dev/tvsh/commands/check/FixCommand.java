package dev.tvsh.commands.check;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.change.Change;
import dev.tvsh.commands.change.ChangeProtocol;
import dev.tvsh.commands.change.WritableTarget;
import dev.tvsh.commands.check.catalog.Ask;
import dev.tvsh.commands.check.catalog.CheckCatalog;
import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.check.catalog.Fix;
import dev.tvsh.commands.check.catalog.Route;
import dev.tvsh.commands.check.catalog.ServerVersion;
import dev.tvsh.commands.check.ledger.BuildMarks;
import dev.tvsh.commands.check.ledger.LedgerKeeper;
import dev.tvsh.commands.check.probe.CheckContext;
import dev.tvsh.commands.check.probe.Databases;
import dev.tvsh.commands.check.probe.Repair;
import dev.tvsh.commands.check.probe.Repairs;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code check --fix ID}: shows what repairs the findings of one check, asks, runs it, and checks again. */
final class FixCommand {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final CommandContext context;
    private final CheckCatalog catalog;
    private final LedgerKeeper keeper;

    FixCommand(CommandContext context, CheckCatalog catalog) {
        this.context = context;
        this.catalog = catalog;
        this.keeper = new LedgerKeeper(context, context::say);
    }

    Outcome run(String id, Invocation invocation) {
        CheckSpec check = catalog.require(id);
        if (check.fix() instanceof Fix.Statement fix && check.ask() instanceof Ask.Query query) {
            return repair(check, query, fix, invocation);
        }
        String advice = check.fix() instanceof Fix.Command command ? command.line() : check.remedy();
        throw new TvshException(ExitCode.REFUSED, "check --fix does not repair " + id, List.of(advice));
    }

    private Outcome repair(CheckSpec check, Ask.Query query, Fix.Statement fix, Invocation invocation) {
        List<Repair> repairs;
        try (SqlRunner sql = context.open()) {
            WritableTarget.require(sql);
            Databases.lookOnly(sql, LIMIT);
            demandCorrected(check, sql);
            BuildMarks marks = marks(sql);
            repairs = new Repairs(new CheckContext(context, sql, LIMIT), check, query, fix, marks).due();
            // Before anything is rebuilt: afterwards they tell that it was.
            keeper.keep(marks);
        }
        if (repairs.isEmpty()) {
            context.say("Nothing to repair: " + check.id() + " finds nothing.");
            return Outcome.done(Map.of("repaired", 0), List.of("repaired 0"));
        }
        Change change = new Change(
                Quantity.of(repairs.size(), "statement") + " will repair what " + check.id() + " finds",
                repairs.stream().map(Repair::shown).toList(),
                List.of(fix.undo()),
                () -> repairs.stream().map(Repair::statement).toList(),
                Question.yesNo("Go on"));
        return new ChangeProtocol(context).run(change, invocation, () -> act(check, repairs));
    }

    private BuildMarks marks(SqlRunner sql) {
        return keeper.keep(sql).map(ledger -> keeper.builds(ledger, catalog)).orElse(BuildMarks.none());
    }

    /** Before the update the same fault would come back. */
    private static void demandCorrected(CheckSpec check, SqlRunner sql) {
        ServerVersion current = ServerVersion.ofNumber(sql.info().serverVersionNum());
        if (!check.window().corrected(current)) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "PostgreSQL " + current + " still has the fault that " + check.id() + " is about",
                    List.of("Update the server first: " + check.window().words() + "."));
        }
    }

    private Outcome act(CheckSpec check, List<Repair> repairs) {
        Journal.Entry entry =
                context.journal().begin("check --fix", Map.of("check", check.id(), "statements", repairs.size()));
        for (Repair repair : repairs) {
            try (SqlRunner sql = repair.here() ? context.open() : context.open(repair.database())) {
                sql.run(repair.statement());
            }
        }
        Finding after = again(check);
        context.journal().close(entry, "done", Map.of("after", after.status().word()));
        boolean fine =
                after.status() == Status.OK || !check.window().fixed().isEmpty(); // rebuilt indexes look as before
        context.say(repairs.size() + " run · " + check.id() + (fine ? " fine" : " still: " + after.detail()));
        Map<String, Object> document = Map.of("repaired", repairs.size(), "finding", after);
        List<String> stable = List.of("repaired " + repairs.size(), after.stable());
        return fine ? Outcome.done(document, stable) : Outcome.negative(document, stable);
    }

    private Finding again(CheckSpec check) {
        try (SqlRunner sql = context.open()) {
            Databases.lookOnly(sql, LIMIT);
            return new CheckRunner(new CheckContext(context, sql, LIMIT), marks(sql))
                    .run(List.of(check))
                    .get(0)
                    .on(Route.ANY);
        }
    }
}
