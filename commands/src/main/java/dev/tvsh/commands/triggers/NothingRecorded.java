package dev.tvsh.commands.triggers;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.tview.TriggerFiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What enable-triggers says where no entry of the journal is open: it turns nothing on of which it does not know what it was. */
final class NothingRecorded {

    private final CommandContext context;
    private final TriggerJournal journal;

    NothingRecorded(CommandContext context) {
        this.context = context;
        this.journal = new TriggerJournal(context.journal());
    }

    /** @throws TvshException with {@link ExitCode#REFUSED} if triggers are off that were not off before tvsh came */
    Outcome tell(LiveTriggers now) {
        Optional<Entry> last = journal.lastRestored();
        TriggerStates off = now.onTables().only(TriggerFiring.DISABLED);
        TriggerStates unexplained =
                off.except(TriggerStates.recorded(last.map(Entry::facts).orElse(Map.of())));
        if (!unexplained.isEmpty()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "nothing is recorded to restore, and "
                            + DisableTriggersCommand.count(unexplained.size(), "trigger")
                            + " off were not switched off by tvsh: " + unexplained.shown(),
                    advice(unexplained, last));
        }
        context.say(
                off.isEmpty()
                        ? "Nothing to restore: no trigger is off."
                        : "Nothing to restore: " + off.size() + " off, as before disable-triggers.");
        return DisableTriggersCommand.outcome(List.of(), "");
    }

    private List<String> advice(TriggerStates unexplained, Optional<Entry> last) {
        List<String> lines = new ArrayList<>();
        lines.add("Whether they were O, A or R before, or are off on purpose, is not known, so nothing was changed.");
        for (Entry entry : journal.openElsewhere()) {
            lines.add("enable-triggers --journal " + entry.id() + "    recorded " + Moment.shown(entry.begun())
                    + " of another target"
                    + (entry.database() == null ? "" : ", " + entry.database().name()));
        }
        last.ifPresent(entry -> lines.add("enable-triggers --journal " + entry.id() + "    as it was at "
                + Moment.shown(entry.begun()) + ", restored once"));
        lines.add("enable-triggers --from BACKUP    what was on when a backup was taken");
        lines.add("enable-triggers " + unexplained.asMap().firstKey().given(TriggerFiring.ORIGIN) + "    one by one");
        lines.add("The tvsh of another user or machine keeps a journal of its own.");
        return lines;
    }
}
