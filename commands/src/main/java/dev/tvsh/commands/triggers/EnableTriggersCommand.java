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
import dev.tvsh.commands.backup.Backups;
import dev.tvsh.commands.change.Change;
import dev.tvsh.commands.change.ChangeProtocol;
import dev.tvsh.commands.change.LockPolicy;
import dev.tvsh.commands.change.LockRetry;
import dev.tvsh.commands.change.WritableTarget;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.tview.TriggerFiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sets the triggers that disable-triggers switched off to exactly what they were, or to states that the user gives. */
public final class EnableTriggersCommand implements Command {

    /** The command, and the name of its entries in the journal: states that were set as the user gave them. */
    static final String NAME = "enable-triggers";

    private static final String CHANGED = "changed";
    private static final String RESTORE = "restore";
    private static final String KEEP = "keep";

    @Override
    public CommandSpec spec() {
        List<OptionSpec> options = new ArrayList<>(LockPolicy.options());
        options.add(OptionSpec.value("journal", "ID", "restore what this entry recorded"));
        options.add(OptionSpec.value("from", "BACKUP|FILE", "switch on what was on in this backup or manifest"));
        options.add(OptionSpec.value(
                CHANGED,
                "WHAT",
                "what somebody else has set since: restore it too, or keep it; left and told if not given"));
        options.add(OptionSpec.value(
                GivenStates.OPTION,
                "TABLE.TRIGGER=S",
                "set this trigger to O, A, R or D, and no other; may be repeated"));
        return CommandSpec.changing(
                NAME,
                "restore the triggers that disable-triggers switched off",
                "",
                options.toArray(OptionSpec[]::new));
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        LockPolicy policy = LockPolicy.of(invocation);
        Optional<String> changed = invocation.value(CHANGED);
        if (changed.isPresent() && !List.of(RESTORE, KEEP).contains(changed.get())) {
            throw new TvshException(
                    ExitCode.FATAL, NAME + ": --changed takes restore or keep, not '" + changed.get() + "'");
        }
        try (SqlRunner sql = context.open()) {
            WritableTarget.require(sql);
            LockRetry retry = new LockRetry(sql, policy.on(sql), context.output());
            if (invocation.has(GivenStates.OPTION)) {
                return new GivenStates(context, sql, retry).set(invocation);
            }
            LiveTriggers now = LiveTriggers.read(sql);
            Optional<RecordedStates> recorded = recorded(invocation, context);
            return recorded.isEmpty()
                    ? new NothingRecorded(context).tell(now)
                    : restore(recorded.get(), now, invocation, sql, retry, context);
        }
    }

    private static Optional<RecordedStates> recorded(Invocation invocation, CommandContext context) {
        TriggerJournal journal = new TriggerJournal(context.journal());
        Optional<String> id = invocation.value("journal");
        if (id.isPresent()) {
            return Optional.of(RecordedStates.of(id.get(), journal));
        }
        Optional<String> backup = invocation.value("from");
        if (backup.isPresent()) {
            return Optional.of(RecordedStates.of(new Backups(context.journal()).manifest(backup.get())));
        }
        List<Entry> open = journal.open();
        return open.isEmpty() ? Optional.empty() : Optional.of(RecordedStates.of(open, journal));
    }

    private static Outcome restore(
            RecordedStates recorded,
            LiveTriggers now,
            Invocation invocation,
            SqlRunner sql,
            LockRetry retry,
            CommandContext context) {
        boolean exactly = invocation.value(CHANGED).filter(RESTORE::equals).isPresent();
        boolean keep = invocation.value(CHANGED).filter(KEEP::equals).isPresent();
        RestoredTriggers restored = new RestoredTriggers(context, recorded, keep);
        Restoration way = Restoration.of(recorded.states(), now);
        List<TriggerChange> changes = exactly ? way.exactly() : way.back();
        if (changes.isEmpty()) {
            return nothingToDo(recorded, restored, now, invocation, sql, context);
        }
        Ownership.require(changes, sql);
        TriggerSwitch triggers = new TriggerSwitch(context.templates());
        List<String> consequences = new ArrayList<>(recorded.lines());
        consequences.addAll(retry.warnings());
        Change change = new Change(
                headline(changes),
                consequences,
                List.of(DisableTriggersCommand.NAME),
                () -> triggers.statements(changes),
                question(changes, sql));
        return new ChangeProtocol(context).run(change, invocation, () -> {
            long start = context.clock().millis();
            Restoration again = Restoration.of(recorded.states(), LiveTriggers.read(sql));
            List<TriggerChange> made = exactly ? again.exactly() : again.back();
            triggers.apply(made, sql, retry);
            LiveTriggers after = LiveTriggers.read(sql);
            restored.close(after);
            double seconds = (context.clock().millis() - start) / 1000.0;
            context.say(String.format("%,d restored · %.1f s · verified", made.size(), seconds));
            return restored.tell(made, ids(recorded), after, sql);
        });
    }

    private static Outcome nothingToDo(
            RecordedStates recorded,
            RestoredTriggers restored,
            LiveTriggers now,
            Invocation invocation,
            SqlRunner sql,
            CommandContext context) {
        if (!invocation.dryRun()) {
            Journal.Lock lock = context.journal().lock();
            try {
                restored.close(now);
            } finally {
                lock.close();
            }
        }
        context.say("Nothing to restore: no trigger that was recorded as on is off.");
        return restored.tell(List.of(), ids(recorded), now, sql);
    }

    private static String headline(List<TriggerChange> changes) {
        long others = changes.stream()
                .filter(change -> change.from() != TriggerFiring.DISABLED)
                .count();
        return DisableTriggersCommand.count(changes.size(), "trigger") + " will be set to what they were"
                + (others == 0 ? "." : ", " + others + " of them set by somebody else since.");
    }

    /** Where one goes off, writes pass unseen. */
    static Question question(List<TriggerChange> changes, SqlRunner sql) {
        return changes.stream().allMatch(change -> change.to().firesForWriters())
                ? Question.yesNo("Go on")
                : Question.typed("Type the database name to go on", sql.info().database());
    }

    private static String ids(RecordedStates recorded) {
        return String.join(", ", recorded.entries().stream().map(Entry::id).toList());
    }
}
