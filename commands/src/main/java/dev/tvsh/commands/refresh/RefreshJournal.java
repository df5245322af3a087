package dev.tvsh.commands.refresh;

import dev.tvsh.commands.change.WritableTarget;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.triggers.DisableTriggersCommand;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far refreshes came, as the journal keeps it. */
final class RefreshJournal {

    static final String DONE = "done ";
    static final String ROWS = "rows";
    static final String MILLIS = "ms";

    private final Journal journal;
    private final String command;

    /** @param command the command whose runs are gone on with */
    RefreshJournal(Journal journal, String command) {
        this.journal = journal;
        this.command = command;
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
                        .filter(entry -> entry.isOpen() && entry.command().equals(command))
                        .filter(entry -> Boolean.TRUE.equals(entry.facts().get("triggersOn")) && triggersOn())
                        .filter(entry -> target.system().equals(entry.facts().get("system")))
                        .filter(entry -> selection.toFact().equals(entry.facts().get("selection")));
    }

    /** Goes on with an entry, or opens one; runs that were given up are closed. */
    Entry begin(WritableTarget target, RefreshSelection selection, Optional<Entry> unfinished) {
        for (Entry open : journal.open(command)) {
            if (unfinished.filter(entry -> entry.id().equals(open.id())).isEmpty()) {
                journal.close(open, "given up", Map.of());
            }
        }
        return unfinished.orElseGet(() -> journal.begin(
                command,
                Map.of("system", target.system(), "selection", selection.toFact(), "triggersOn", triggersOn())));
    }

    private boolean triggersOn() {
        return journal.open(DisableTriggersCommand.NAME).isEmpty();
    }

    /** What an entry says of a TVIEW that is done; empty if it is not. */
    static Optional<RefreshResult> done(Entry entry, Tview tview) {
        return entry.facts().get(DONE + tview.table()) instanceof Map<?, ?> fact
                ? Optional.of(RefreshResult.refreshed(tview, number(fact, ROWS), number(fact, MILLIS)))
                : Optional.empty();
    }

    void done(Entry entry, Tview tview, long rows, long millis) {
        journal.note(entry, Map.of(DONE + tview.table(), Map.of(ROWS, rows, MILLIS, millis)));
    }

    /** How long TVIEWs took the last time, in milliseconds, by table, from whatever refreshed them. */
    Map<QualifiedName, Long> lastMillis(List<Tview> tviews) {
        Map<String, QualifiedName> facts = new HashMap<>();
        tviews.forEach(tview -> facts.put(DONE + tview.table(), tview.table()));
        Map<QualifiedName, Long> last = new HashMap<>();
        for (Entry entry : journal.entries()) {
            entry.facts().forEach((name, fact) -> {
                QualifiedName table = facts.get(name);
                if (table != null && fact instanceof Map<?, ?> numbers) {
                    last.put(table, number(numbers, MILLIS));
                }
            });
        }
        return last;
    }

    static long number(Map<?, ?> fact, String name) {
        return fact.get(name) instanceof Number number ? number.longValue() : 0;
    }

    void finished(Entry entry) {
        journal.close(entry, "done", Map.of());
    }
}
