package dev.tvsh.commands.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;

/** Locks on files that the operating system keeps, so that they end with their process. */
public final class FileLocks {

    private FileLocks() {}

    /**
     * Takes the lock until the channel is closed, without waiting.
     *
     * @return whether it was to be had; if not, another process or another thread of this one has it
     * @throws IOException if the file system cannot lock
     */
    public static boolean taken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
