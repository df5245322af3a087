package dev.tvsh.commands.refresh;

import dev.tvsh.commands.change.WritableTarget;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.triggers.DisableTriggersCommand;
import dev.tvsh.commands.tview.Tview;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far refreshes came, as the journal keeps it. */
final class RefreshJournal {

    static final String COMMAND = "refresh-all";
    private static final String DONE = "done ";

    private final Journal journal;

    RefreshJournal(Journal journal) {
        this.journal = journal;
    }

    /**
     * The run that did not come to its end and can be gone on with: on this cluster, of the same selection, triggers were on
     * all the time, and nothing else was begun since. Otherwise what has been refreshed before may be behind again.
     */
    Optional<Entry> unfinished(WritableTarget target, RefreshSelection selection) {
        List<Entry> entries = journal.entries();
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.get(entries.size() - 1))
                        .filter(entry -> entry.isOpen() && entry.command().equals(COMMAND))
                        .filter(entry -> Boolean.TRUE.equals(entry.facts().get("triggersOn")) && triggersOn())
                        .filter(entry -> target.system().equals(entry.facts().get("system")))
                        .filter(entry -> selection.toFact().equals(entry.facts().get("selection")));
    }

    /** Goes on with an entry, or opens one; runs that were given up are closed. */
    Entry begin(WritableTarget target, RefreshSelection selection, boolean restart) {
        Optional<Entry> unfinished = restart ? Optional.empty() : unfinished(target, selection);
        for (Entry open : journal.open(COMMAND)) {
            if (unfinished.filter(entry -> entry.id().equals(open.id())).isEmpty()) {
                journal.close(open, "given up", Map.of());
            }
        }
        return unfinished.orElseGet(() -> journal.begin(
                COMMAND,
                Map.of("system", target.system(), "selection", selection.toFact(), "triggersOn", triggersOn())));
    }

    private boolean triggersOn() {
        return journal.open(DisableTriggersCommand.NAME).isEmpty();
    }

    static boolean isDone(Entry entry, Tview tview) {
        return entry.facts().containsKey(DONE + tview.table());
    }

    static long done(Entry entry, List<Tview> tviews) {
        return tviews.stream().filter(tview -> isDone(entry, tview)).count();
    }

    void done(Entry entry, Tview tview, long rows) {
        journal.note(entry, Map.of(DONE + tview.table(), rows));
    }

    void finished(Entry entry) {
        journal.close(entry, "done", Map.of());
    }
}
