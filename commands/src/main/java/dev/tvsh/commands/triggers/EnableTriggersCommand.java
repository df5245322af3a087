package dev.tvsh.commands.triggers;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.change.Change;
import dev.tvsh.commands.change.ChangeProtocol;
import dev.tvsh.commands.change.LockPolicy;
import dev.tvsh.commands.change.LockRetry;
import dev.tvsh.commands.change.WritableTarget;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.tview.TriggerFiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sets the triggers that disable-triggers switched off to exactly what they were. */
public final class EnableTriggersCommand implements Command {

    @Override
    public CommandSpec spec() {
        List<OptionSpec> options = new ArrayList<>(LockPolicy.options());
        options.add(OptionSpec.value("journal", "ID", "restore what this entry recorded"));
        return CommandSpec.changing(
                "enable-triggers",
                "restore the triggers that disable-triggers switched off",
                "",
                options.toArray(OptionSpec[]::new));
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        LockPolicy policy = LockPolicy.of(invocation);
        TriggerJournal journal = new TriggerJournal(context.journal());
        try (SqlRunner sql = context.open()) {
            WritableTarget target = WritableTarget.require(sql);
            TriggerStates current = TriggerStates.read(sql);
            List<Entry> entries = entries(invocation.value("journal"), journal);
            if (entries.isEmpty()) {
                return nothingRecorded(current, journal, context);
            }
            TriggerStates due = due(entries);
            List<TriggerChange> changes = due.from(current);
            if (changes.isEmpty()) {
                return invocation.dryRun()
                        ? DisableTriggersCommand.outcome(changes, ids(entries))
                        : alreadyRestored(entries, due, sql, context);
            }
            TriggerSwitch triggers = new TriggerSwitch(context.templates());
            Change change = new Change(
                    headline(changes),
                    consequences(entries, target),
                    List.of(DisableTriggersCommand.NAME),
                    () -> triggers.statements(changes),
                    Question.yesNo("Go on"));
            LockRetry retry = new LockRetry(sql, policy, context.output());
            return new ChangeProtocol(context)
                    .run(change, invocation, () -> restore(entries, due, triggers, sql, retry, context));
        }
    }

    private static List<Entry> entries(Optional<String> id, TriggerJournal journal) {
        if (id.isEmpty()) {
            return journal.open();
        }
        return List.of(journal.find(id.get())
                .orElseThrow(() -> new TvshException(
                        ExitCode.FATAL,
                        "no entry " + id.get() + " of disable-triggers in the journal of this target",
                        List.of("enable-triggers without --journal restores what is recorded and not restored"))));
    }

    /** Where several recorded the same trigger, the oldest is what it was at first. */
    private static TriggerStates due(List<Entry> entries) {
        TriggerStates due = TriggerStates.recorded(entries.get(0).facts());
        for (Entry entry : entries) {
            due = due.orElse(TriggerStates.recorded(entry.facts()));
        }
        return due;
    }

    private static Outcome restore(
            List<Entry> entries,
            TriggerStates due,
            TriggerSwitch triggers,
            SqlRunner sql,
            LockRetry retry,
            CommandContext context) {
        long start = context.clock().millis();
        List<TriggerChange> changes = due.from(TriggerStates.read(sql));
        triggers.apply(changes, sql, retry);
        new TriggerJournal(context.journal()).restored(entries);
        double seconds = (context.clock().millis() - start) / 1000.0;
        context.say(String.format("%d restored · %.1f s · verified", changes.size(), seconds));
        return finish(changes, entries, due, sql, context);
    }

    private static Outcome alreadyRestored(
            List<Entry> entries, TriggerStates due, SqlRunner sql, CommandContext context) {
        Journal.Lock lock = context.journal().lock();
        try {
            new TriggerJournal(context.journal()).restored(entries);
        } finally {
            lock.close();
        }
        context.say("Nothing to restore: every trigger is as recorded.");
        return finish(List.of(), entries, due, sql, context);
    }

    /** Names what vanished, and says what is still due. */
    private static Outcome finish(
            List<TriggerChange> changes,
            List<Entry> entries,
            TriggerStates due,
            SqlRunner sql,
            CommandContext context) {
        GoneTriggers gone = GoneTriggers.look(due, sql);
        gone.lines().forEach(context::say);
        context.say("refresh-all is due: what was written since "
                + Moment.shown(entries.get(0).begun()) + " has not reached its TVIEWs.");
        Outcome outcome = DisableTriggersCommand.outcome(changes, ids(entries));
        if (gone.fromTables().isEmpty()) {
            return outcome;
        }
        List<String> stable = new ArrayList<>(outcome.stable());
        gone.fromTables().forEach(name -> stable.add(name + " gone"));
        return Outcome.negative(outcome.document(), stable);
    }

    private static Outcome nothingRecorded(TriggerStates current, TriggerJournal journal, CommandContext context) {
        TriggerStates off = current.only(TriggerFiring.DISABLED, true);
        TriggerStates unexplained = off.except(journal.lastRestored());
        if (!unexplained.isEmpty()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "nothing is recorded to restore, and "
                            + DisableTriggersCommand.count(unexplained.size(), "trigger")
                            + " off were not switched off by tvsh: " + unexplained.shown(),
                    List.of(
                            "Whether they were O, A or R before, or are off on purpose, is not known, so nothing was changed.",
                            "A tvsh on another machine, or connected by another address, keeps its own journal."));
        }
        context.say(
                off.isEmpty()
                        ? "Nothing to restore: no trigger is off."
                        : "Nothing to restore: " + off.size() + " off, as before disable-triggers.");
        return DisableTriggersCommand.outcome(List.of(), "");
    }

    private static String headline(List<TriggerChange> changes) {
        long on = changes.stream()
                .filter(change -> change.from() == TriggerFiring.DISABLED)
                .count();
        long others = changes.size() - on;
        return DisableTriggersCommand.count(changes.size(), "trigger") + " will be set to what they were"
                + (others == 0 ? "." : ", " + others + " of them changed by someone else since.");
    }

    private static List<String> consequences(List<Entry> entries, WritableTarget target) {
        List<String> lines = new ArrayList<>();
        lines.add("Recorded at " + Moment.shown(entries.get(0).begun()) + ", journal " + ids(entries) + ".");
        if (!entries.stream().allMatch(entry -> TriggerJournal.isOf(entry, target))) {
            lines.add(
                    "! Recorded on another cluster than this one: before pg_upgrade or a restore, or a different server.");
        }
        return lines;
    }

    private static String ids(List<Entry> entries) {
        return String.join(", ", entries.stream().map(Entry::id).toList());
    }
}
