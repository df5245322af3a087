package dev.tvsh.commands.triggers;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.tview.TriggerFiring;
import java.util.ArrayList;
import java.util.List;

/** Looks at what came of a restoration, closes what is restored, and names what is not as it was. */
final class RestoredTriggers {

    private static final int SHOWN = 10;

    private final CommandContext context;
    private final TriggerJournal journal;
    private final RecordedStates source;
    private final boolean keepTouched;

    /** @param keepTouched whether what somebody else has set since is right as it is */
    RestoredTriggers(CommandContext context, RecordedStates source, boolean keepTouched) {
        this.context = context;
        this.journal = new TriggerJournal(context.journal());
        this.source = source;
        this.keepTouched = keepTouched;
    }

    /** Closes the entries of which nothing is left to restore. The caller holds the lock. */
    void close(LiveTriggers now) {
        for (Entry entry : journal.open()) {
            Restoration left = Restoration.of(TriggerStates.recorded(entry.facts()), now);
            boolean settled = left.contested().isEmpty()
                    || (keepTouched && source.entries().contains(entry));
            if (left.back().isEmpty() && settled) {
                journal.restored(entry);
            }
        }
    }

    /** Says what is not as recorded, and what is due. */
    Outcome tell(List<TriggerChange> changes, String id, LiveTriggers now, SqlRunner sql) {
        List<String> wrong = new ArrayList<>();
        Restoration left = Restoration.of(source.states(), now);
        GoneTriggers gone = GoneTriggers.look(source.states(), now, sql);
        gone.fromTables().forEach(name -> wrong.add(name + " is gone: writes to this table do not reach its TVIEW"));
        if (!keepTouched) {
            left.contested()
                    .forEach(change ->
                            wrong.add(touched(change) + "    → enable-triggers --changed restore, or --changed keep"));
        }
        left.unknown()
                .asMap()
                .keySet()
                .forEach(name -> wrong.add(name + " is off, and what it was is not recorded: made or renamed since"
                        + "    → enable-triggers " + name.given(TriggerFiring.ORIGIN)));
        List<String> aside = new ArrayList<>();
        gone.withTables().forEach(name -> aside.add(name + " went with its table"));
        left.touched().stream()
                .filter(change -> keepTouched || !left.contested().contains(change))
                .forEach(change -> aside.add(touched(change)));
        say("✗ ", wrong);
        say("! ", aside);
        source.since()
                .ifPresent(since -> context.say("refresh-all is due: what was written since " + Moment.shown(since)
                        + " has not reached its TVIEWs."));
        List<String> stable = new ArrayList<>(DisableTriggersCommand.stable(changes));
        stable.addAll(wrong);
        return wrong.isEmpty()
                ? Outcome.done(DisableTriggersCommand.document(changes, id), stable)
                : Outcome.negative(DisableTriggersCommand.document(changes, id), stable);
    }

    private static String touched(TriggerChange change) {
        return change.name() + " was " + change.from().letter() + " and is "
                + change.to().letter() + ", set by somebody else: left so";
    }

    private void say(String mark, List<String> lines) {
        lines.stream().limit(SHOWN).forEach(line -> context.say(mark + line));
        if (lines.size() > SHOWN) {
            context.say(mark + "… and " + (lines.size() - SHOWN) + " more");
        }
    }
}
