package dev.tvsh.commands.triggers;

import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.tview.TriggerFiring;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What triggers were before tvsh set them, as the journal keeps it. */
final class TriggerJournal {

    private static final String SET = EnableTriggersCommand.NAME;
    private static final String OFF = DisableTriggersCommand.NAME;
    private static final String TRIGGERS = "triggers";

    private final Journal journal;

    TriggerJournal(Journal journal) {
        this.journal = journal;
    }

    /**
     * Records the states before the first trigger is switched off. An entry that is still open goes on: what it recorded of a
     * trigger that it has switched off is what that was at first.
     */
    Entry recordOff(TriggerStates now) {
        List<Entry> open = open();
        if (open.isEmpty()) {
            return journal.begin(OFF, Map.of(TRIGGERS, now.toFact()));
        }
        Entry entry = open.stream().filter(this::isHere).findFirst().orElse(open.get(0));
        TriggerStates recorded = TriggerStates.recorded(entry.facts());
        TriggerStates firing = now.firing(true);
        // On a copy of the recorded database, made by pg_upgrade or a restore, a trigger that fires is what it is.
        TriggerStates switched = isHere(entry) ? recorded.firing(true).orElse(firing) : firing;
        // Of one that is off by now it cannot be told what it should be, unless that is recorded.
        TriggerStates merged = switched.orElse(recorded).orElse(now.except(now.only(TriggerFiring.DISABLED)));
        journal.note(entry, Map.of(TRIGGERS, merged.toFact()));
        return entry;
    }

    /** Records what these triggers were, before they are set to states that the user gave. */
    Entry recordSet(List<TriggerChange> changes) {
        journal.open(SET).forEach(given -> journal.close(given, "given up", Map.of()));
        return journal.begin(SET, Map.of(TRIGGERS, TriggerStates.before(changes).toFact()));
    }

    void done(Entry entry) {
        journal.close(entry, "done", Map.of());
    }

    /** Entries whose states have not been restored, oldest first. */
    List<Entry> open() {
        return journal.open(OFF);
    }

    /** Entries that are open on other targets of the same state folder. */
    List<Entry> openElsewhere() {
        return journal.openElsewhere(OFF);
    }

    Optional<Entry> find(String id) {
        return journal.find(id).filter(entry -> entry.facts().containsKey(TRIGGERS));
    }

    /** What these entries recorded; where several switched a trigger off, the oldest tells what it was at first. */
    static TriggerStates recorded(List<Entry> entries) {
        TriggerStates switched = TriggerStates.recorded(Map.of());
        TriggerStates rest = switched;
        for (Entry entry : entries) {
            TriggerStates recorded = TriggerStates.recorded(entry.facts());
            switched = switched.orElse(recorded.firing(true));
            rest = rest.orElse(recorded);
        }
        return switched.orElse(rest);
    }

    /** The newest entry whose states were restored. */
    Optional<Entry> lastRestored() {
        return journal.entries().stream()
                .filter(entry -> entry.command().equals(OFF) && !entry.isOpen())
                .reduce((older, newer) -> newer);
    }

    /** Whether the entry was begun on this very database; one by an older tvsh names the cluster only. */
    boolean isHere(Entry entry) {
        return journal.database()
                .filter(here -> entry.isOn(here)
                        || (entry.database() == null
                                && here.system().equals(entry.facts().get("system"))))
                .isPresent();
    }

    void restored(Entry entry) {
        journal.closeHere(entry, "undone", Map.of());
    }
}
