package dev.tvsh.commands.triggers;

import dev.tvsh.commands.change.WritableTarget;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.tview.TriggerFiring;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What triggers were before they were switched off, as the journal keeps it. */
final class TriggerJournal {

    private final Journal journal;

    TriggerJournal(Journal journal) {
        this.journal = journal;
    }

    /**
     * Records the states before the first of them is changed. An entry that is still open goes on: what it recorded is what
     * the triggers were at first.
     */
    Entry record(TriggerStates states, WritableTarget target) {
        List<Entry> open = open();
        if (open.isEmpty()) {
            return journal.begin(
                    DisableTriggersCommand.NAME, Map.of("system", target.system(), "triggers", states.toFact()));
        }
        Entry entry = open.get(0);
        TriggerStates recorded = TriggerStates.recorded(entry.facts());
        // On another cluster than the recorded one, a trigger that is on is what it is. Only what is off was switched
        // off.
        TriggerStates merged = isOf(entry, target)
                ? recorded.orElse(states)
                : states.only(TriggerFiring.DISABLED, false).orElse(recorded).orElse(states);
        journal.note(entry, Map.of("system", target.system(), "triggers", merged.toFact()));
        return entry;
    }

    /** Entries whose states have not been restored, oldest first. */
    List<Entry> open() {
        return journal.open(DisableTriggersCommand.NAME);
    }

    Optional<Entry> find(String id) {
        return journal.find(id).filter(entry -> entry.command().equals(DisableTriggersCommand.NAME));
    }

    /** The last states that were restored. */
    TriggerStates lastRestored() {
        TriggerStates last = TriggerStates.recorded(Map.of());
        for (Entry entry : journal.entries()) {
            if (entry.command().equals(DisableTriggersCommand.NAME) && !entry.isOpen()) {
                last = TriggerStates.recorded(entry.facts());
            }
        }
        return last;
    }

    /** Whether the entry was recorded on this very cluster. */
    static boolean isOf(Entry entry, WritableTarget target) {
        return target.system().equals(entry.facts().get("system"));
    }

    void restored(List<Entry> entries) {
        entries.stream().filter(Entry::isOpen).forEach(entry -> journal.close(entry, "undone", Map.of()));
    }
}
