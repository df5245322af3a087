package dev.tvsh.commands.backup;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The backups that the journal of a target knows. */
public final class Backups {

    /** The command, and the name of its entries. */
    public static final String COMMAND = "backup";

    /** The fact that holds the size of its files. */
    static final String BYTES = "bytes";

    /** The fact that its removal has begun. */
    private static final String REMOVING = "removing";

    private final Journal journal;

    public Backups(Journal journal) {
        this.journal = journal;
    }

    /** The newest backup that was completed and that looks as it was written. */
    public Optional<Journal.Entry> newest() {
        return all().stream().filter(entry -> visibleFault(entry).isEmpty()).findFirst();
    }

    /** The newest that was restored and compared. */
    public Optional<Journal.Entry> newestProved() {
        return all().stream()
                .filter(entry ->
                        visibleFault(entry).isEmpty() && folder(entry).proof().isPresent())
                .findFirst();
    }

    /** All that were completed and are still there, the newest first; of those written to one folder the newest. */
    public List<Journal.Entry> all() {
        List<Journal.Entry> all = new ArrayList<>();
        for (Journal.Entry entry : journal.entries()) {
            if (entry.command().equals(COMMAND)
                    && entry.closed().equals("done")
                    && folder(entry).exists()) {
                all.removeIf(
                        older -> folder(older).directory().equals(folder(entry).directory()));
                all.add(0, entry);
            }
        }
        return all;
    }

    /**
     * Those behind the newest that look whole, the newest first; the last proved one is none of them. A damaged one does not
     * count as one that is kept.
     *
     * @param keep how many are kept
     */
    List<Journal.Entry> old(int keep) {
        Optional<String> proved = newestProved().map(Journal.Entry::id);
        List<Journal.Entry> old = new ArrayList<>();
        int whole = 0;
        for (Journal.Entry entry : all()) {
            if (whole < keep) {
                whole += visibleFault(entry).isEmpty() ? 1 : 0;
            } else if (!proved.equals(Optional.of(entry.id()))) {
                old.add(entry);
            }
        }
        return old;
    }

    /** Those of whose folder a removal that did not end has left something. */
    List<Journal.Entry> rests() {
        return journal.entries().stream()
                .filter(entry -> entry.command().equals(COMMAND)
                        && entry.closed().equals("done")
                        && entry.facts().containsKey(REMOVING)
                        && !folder(entry).exists()
                        && Files.isDirectory(folder(entry).part()))
                .toList();
    }

    /** Writes down that its removal begins, so that {@link #rests} finds what that leaves. */
    void removing(Journal.Entry entry) {
        journal.note(entry, Map.of(REMOVING, true));
    }

    /** Writes down that it is removed. */
    void removed(Journal.Entry entry) {
        journal.close(entry, "removed", Map.of());
    }

    /**
     * The backup of this name.
     *
     * @param name the last part of its folder as {@code backups} lists it, or the path of any folder
     * @throws TvshException if there is none
     */
    public BackupFolder find(String name) {
        Optional<BackupFolder> listed = all().stream()
                .map(Backups::folder)
                .filter(folder -> folder.name().equals(name))
                .findFirst();
        BackupFolder folder = listed.orElseGet(
                () -> new BackupFolder(Path.of(name).toAbsolutePath().normalize()));
        if (!folder.exists()) {
            throw new TvshException(
                    ExitCode.REFUSED, "there is no backup " + name, List.of("backups         lists those there are"));
        }
        return folder;
    }

    /**
     * A manifest that somebody names.
     *
     * @param name its file, or a backup as {@link #find} takes it
     * @throws TvshException if there is none, or it cannot be read
     */
    public Manifest manifest(String name) {
        Path file = Path.of(name);
        return Files.isRegularFile(file) ? ManifestFile.read(file) : find(name).manifest();
    }

    /** What can be seen to be wrong with a backup without reading it; see {@link BackupFolder.Look}. */
    public static Optional<String> visibleFault(Journal.Entry entry) {
        return look(entry).fault();
    }

    /** What a look at a backup tells, without reading it. */
    static BackupFolder.Look look(Journal.Entry entry) {
        OptionalLong written = entry.facts().get(BYTES) instanceof Number bytes
                ? OptionalLong.of(bytes.longValue())
                : OptionalLong.empty();
        return folder(entry).look(written);
    }

    /** The folder of a backup. */
    public static BackupFolder folder(Journal.Entry entry) {
        return new BackupFolder(Path.of(String.valueOf(entry.facts().get("directory"))));
    }
}
