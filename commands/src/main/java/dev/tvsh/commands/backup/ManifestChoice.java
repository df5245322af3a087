package dev.tvsh.commands.backup;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.journal.Journal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which manifest to compare with, where none was named: that of the newest backup or upgrade in the journal, or of the backup that a
 * rollback has put in place since. A database that is put aside takes its manifest along, and brings it back.
 */
public final class ManifestChoice {
    /** The fact that names the manifest, by the command that leaves it. */
    private static final Map<String, String> FACTS = Map.of("backup", "manifest", "upgrade-cluster", "baseline");

    private final Journal journal;

    public ManifestChoice(Journal journal) {
        this.journal = journal;
    }

    /** Its file. @throws TvshException with {@link ExitCode#REFUSED} if the journal names none, or one that is no longer there */
    public Path newest() {
        Path file = find().orElseThrow(() -> none("there is no manifest to compare with"));
        if (Files.notExists(file)) {
            // An older one instead would be of another state, without a word.
            throw none("the manifest to compare with is gone: " + file);
        }
        return file;
    }

    private static TvshException none(String why) {
        return new TvshException(
                ExitCode.REFUSED,
                why,
                List.of(
                        "validate FILE    compares with the manifest in FILE",
                        "backup           before an upgrade, makes one"));
    }

    /** None if the journal names none. */
    public Optional<Path> find() {
        Optional<Path> newest = Optional.empty();
        Map<String, Optional<Path>> aside = new HashMap<>();
        for (Journal.Entry entry : journal.entries()) {
            Optional<Path> left = manifest(entry);
            if (left.isPresent()) {
                newest = left;
            } else if (entry.closed().equals("done") && fact(entry, "kept").isPresent()) {
                aside.put(fact(entry, "kept").orElseThrow(), newest);
                newest = inPlace(entry, aside);
            }
        }
        return newest;
    }

    /** Of the database that a finished rollback, or the swap that took one back, has given the name. */
    private static Optional<Path> inPlace(Journal.Entry entry, Map<String, Optional<Path>> aside) {
        Optional<Path> ofBackup =
                fact(entry, "backup").map(folder -> Path.of(folder).resolve("manifest.json"));
        return aside.getOrDefault(fact(entry, "side").orElse(""), ofBackup);
    }

    private static Optional<Path> manifest(Journal.Entry entry) {
        return Optional.ofNullable(FACTS.get(entry.command()))
                .flatMap(name -> fact(entry, name))
                .map(Path::of);
    }

    private static Optional<String> fact(Journal.Entry entry, String name) {
        return entry.facts().get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
