package dev.tvsh.commands.journal;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.files.FileLocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A lock that the operating system keeps, so that it ends with the process; the file names the holder. */
final class JournalLock implements Journal.Lock {

    private final FileChannel channel;

    private JournalLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @param what what it protects, for the message
     * @throws TvshException with {@link ExitCode#REFUSED} if another process holds it
     */
    static JournalLock take(Path file, String what, Clock clock) {
        try {
            JournalFile.makeFolderOf(file);
            FileChannel channel = JournalFile.open(file);
            if (!FileLocks.taken(channel)) {
                String holder = holder(channel);
                channel.close();
                throw new TvshException(
                        ExitCode.REFUSED,
                        "another tvsh" + (holder.isEmpty() ? "" : " (" + holder + ")") + " is changing " + what,
                        List.of("Nothing was changed. Try again when it is done."));
            }
            String me = "pid " + ProcessHandle.current().pid() + " since "
                    + clock.instant().truncatedTo(ChronoUnit.SECONDS) + "\n";
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(me), 0);
            return new JournalLock(channel);
        } catch (IOException e) {
            throw new TvshException(ExitCode.FATAL, "cannot lock " + file + ": " + FileProblem.reason(e), List.of(), e);
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(200);
        channel.read(text, 0);
        return StandardCharsets.UTF_8.decode(text.flip()).toString().strip();
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
