package dev.tvsh.commands.journal;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder with the journals of all targets and their locks. */
final class JournalFolder {

    private static final String JOURNAL = ".jsonl";
    private static final String LOCK = ".lock";

    private final Path folder;

    JournalFolder(Path folder) {
        this.folder = folder;
    }

    JournalFile file(String slug) {
        return new JournalFile(folder.resolve(slug + JOURNAL));
    }

    /** The journals of other addresses and names. */
    List<JournalFile> others(JournalFile own) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(JOURNAL) && !own.isAt(file))
                    .sorted()
                    .map(JournalFile::new)
                    .toList();
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "cannot read the folder of journals " + folder + ": " + FileProblem.reason(e),
                    List.of(),
                    e);
        }
    }

    /** The journals of other local addresses of the same port and database name. */
    List<JournalFile> neighbours(Target target, JournalFile own) {
        return others(own).stream()
                .filter(file ->
                        target.isNeighbour(file.name().substring(0, file.name().length() - JOURNAL.length())))
                .toList();
    }

    /**
     * Takes the lock of an address, and that of the database whatever its address.
     *
     * @throws TvshException with {@link ExitCode#REFUSED} if another process holds one of them
     */
    Journal.Lock lock(Target target, Optional<DatabaseIdentity> database, Clock clock) {
        List<Path> files = new ArrayList<>(List.of(folder.resolve(target.slug() + LOCK)));
        database.ifPresent(known -> files.add(folder.resolve(known.system() + "-" + known.oid() + LOCK)));
        List<JournalLock> taken = new ArrayList<>();
        try {
            files.forEach(file -> taken.add(JournalLock.take(file, target.database(), clock)));
        } catch (TvshException e) {
            taken.forEach(JournalLock::close);
            throw e;
        }
        return () -> taken.forEach(JournalLock::close);
    }
}
