package dev.tvsh.commands.backup;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.files.FileLocks;
import dev.tvsh.commands.files.FileWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The mark in a folder that a backup is written into: tells it from a folder of somebody else. Whoever writes holds a lock on it
 * that the operating system keeps, so that it ends with the process: a mark that nobody holds was left by a run that died.
 *
 * <p>The lock also ends when its process closes the file that it is on, by whatever other way that was opened.
 */
final class WriterMark implements AutoCloseable {

    static final String NAME = ".tvsh-backup";

    private final FileChannel channel;

    private WriterMark(FileChannel channel) {
        this.channel = channel;
    }

    /** Marks a new folder, and holds the mark. @throws TvshException if another tvsh was faster */
    static WriterMark make(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve(NAME),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        boolean made = false;
        try {
            if (!lockedIfThereAreLocks(channel)) {
                throw writing(folder);
            }
            FileWork.unbroken(() -> channel.write(StandardCharsets.UTF_8.encode("tvsh writes a backup here\n")));
            made = true;
            return new WriterMark(channel);
        } finally {
            if (!made) {
                channel.close();
            }
        }
    }

    /**
     * Holds the mark that a run which died has left, if there is one.
     *
     * @throws TvshException with {@link ExitCode#REFUSED} if its writer lives
     * @throws IOException if nobody can tell
     */
    static Optional<WriterMark> take(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder.resolve(NAME), StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        boolean taken = false;
        try {
            taken = FileLocks.taken(channel);
        } catch (IOException e) {
            throw (FileSystemException) new FileSystemException(
                            folder.toString(),
                            null,
                            "whether another tvsh writes into it cannot be told: " + FileProblem.reason(e))
                    .initCause(e);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
        if (!taken) {
            throw writing(folder);
        }
        return Optional.of(new WriterMark(channel));
    }

    private static TvshException writing(Path folder) {
        return new TvshException(
                ExitCode.REFUSED,
                "another tvsh is writing a backup into " + folder,
                List.of("Nothing was changed. Try again when it is done, or take another folder: backup --to DIR"));
    }

    /** Where files cannot be locked nobody removes what another may be writing: see {@link #take}. */
    private static boolean lockedIfThereAreLocks(FileChannel channel) {
        try {
            return FileLocks.taken(channel);
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
