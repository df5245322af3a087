package dev.tvsh.commands.triggers;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.journal.Journal.Entry;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.tview.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What triggers shall be, and where that is recorded.
 *
 * @param entries the entries of the journal that recorded it, oldest first; empty if it is a manifest
 * @param lines what the user shall know of the source
 * @param since when writes began not to reach TVIEWs, as an ISO-8601 instant; empty if that is not known
 */
record RecordedStates(TriggerStates states, List<Entry> entries, List<String> lines, Optional<String> since) {

    /** What entries of the journal recorded. */
    static RecordedStates of(List<Entry> entries, TriggerJournal journal) {
        String begun = entries.get(0).begun();
        List<String> lines = new ArrayList<>();
        lines.add("Recorded at " + Moment.shown(begun) + ", journal "
                + String.join(", ", entries.stream().map(Entry::id).toList()) + ".");
        if (!entries.stream().allMatch(journal::isHere)) {
            lines.add(
                    "! Recorded on another database than this one: before pg_upgrade or a restore, or a different one.");
        }
        return new RecordedStates(TriggerJournal.recorded(entries), entries, lines, Optional.of(begun));
    }

    /** @throws TvshException if the journal has no such entry */
    static RecordedStates of(String id, TriggerJournal journal) {
        return of(
                List.of(
                        journal.find(id)
                                .orElseThrow(
                                        () -> new TvshException(
                                                ExitCode.FATAL,
                                                "no entry " + id + " of triggers in the journal",
                                                List.of(
                                                        "enable-triggers without --journal restores what is recorded and not restored")))),
                journal);
    }

    /** What the manifest of a backup recorded. */
    static RecordedStates of(Manifest manifest) {
        List<String> lines = new ArrayList<>();
        lines.add("As the manifest of " + Moment.shown(manifest.taken()) + " has them, of database "
                + manifest.database().name() + ".");
        return new RecordedStates(TriggerStates.recorded(manifest.triggers()), List.of(), lines, Optional.empty());
    }
}
