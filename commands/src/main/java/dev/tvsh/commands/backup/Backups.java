package dev.tvsh.commands.backup;

import dev.tvsh.commands.journal.Journal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The backups that the journal of a target knows. */
public final class Backups {

    /** The command, and the name of its entries. */
    public static final String COMMAND = "backup";

    private final Journal journal;

    public Backups(Journal journal) {
        this.journal = journal;
    }

    /** The newest backup that was completed and is still there. */
    public Optional<Journal.Entry> newest() {
        List<Journal.Entry> entries = journal.entries();
        for (int i = entries.size() - 1; i >= 0; i--) {
            Journal.Entry entry = entries.get(i);
            if (entry.command().equals(COMMAND)
                    && entry.closed().equals("done")
                    && folder(entry).exists()) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** The folder of a backup. */
    public static BackupFolder folder(Journal.Entry entry) {
        return new BackupFolder(Path.of(String.valueOf(entry.facts().get("directory"))));
    }
}
