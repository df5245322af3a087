package dev.tvsh.commands.journal;

import dev.tvsh.commands.journal.Journal.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the lines of a journal together, as they look from one database. */
final class EntryReader {

    private final @Nullable DatabaseIdentity viewer;

    /** @param viewer the database; null if it is not known */
    EntryReader(@Nullable DatabaseIdentity viewer) {
        this.viewer = viewer;
    }

    /** The entries of a file, oldest first. */
    List<Entry> read(JournalFile file) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        file.read(line -> {
            if (line.kind().equals("begin")) {
                entries.put(line.id(), begun(line));
            } else {
                entries.computeIfPresent(line.id(), (id, entry) -> changed(entry, line));
            }
        });
        return new ArrayList<>(entries.values());
    }

    private static Entry begun(JournalRecord line) {
        return new Entry(line.id(), text(line), line.at(), "", line.database(), new LinkedHashMap<>(line.facts()));
    }

    private Entry changed(Entry entry, JournalRecord line) {
        entry.facts().putAll(line.facts());
        return line.kind().equals("close") && counts(entry, line)
                ? new Entry(entry.id(), entry.command(), entry.begun(), text(line), entry.database(), entry.facts())
                : entry;
    }

    /** What was closed on a copy of the database that it was begun on stays open on that one, and on no other. */
    private boolean counts(Entry entry, JournalRecord close) {
        boolean closedElsewhere = close.database() != null && !entry.isOn(close.database());
        return !(closedElsewhere && viewer != null && entry.isOn(viewer));
    }

    private static String text(JournalRecord line) {
        return line.text() == null ? "" : line.text();
    }
}
