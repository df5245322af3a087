package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Whether a backup will find room. Rows are compressed in it: seldom to less than a tenth, often to less than a half. */
final class FreeSpace {

    private static final int AT_BEST = 10;
    private static final int OFTEN = 2;

    private final CommandContext context;

    FreeSpace(CommandContext context) {
        this.context = context;
    }

    /**
     * Tells where room is scarce.
     *
     * @param directory the folder that is to be made
     * @throws TvshException with {@link ExitCode#REFUSED} if it cannot be enough
     */
    void require(SqlRunner sql, Path directory) {
        long rows = sql.one("sql/backup/size.sql.vm", Map.of()).number("bytes");
        long free = require(rows, AT_BEST, directory);
        if (free < rows / OFTEN) {
            context.say("! " + directory + " has " + Bytes.shown(free) + " left for " + Bytes.shown(rows)
                    + " of rows, which is enough only if they compress well");
        }
    }

    /**
     * Whether a server beside a backup has room for the rows of this database, and for the backup if that is still to be written.
     *
     * @throws TvshException with {@link ExitCode#REFUSED} if it may not be enough
     */
    void requireForServer(SqlRunner sql, BackupFolder backup) {
        long rows = sql.one("sql/backup/size.sql.vm", Map.of()).number("bytes");
        require(backup.exists() ? rows : rows + rows / AT_BEST, 1, ScratchServer.place(backup));
    }

    /**
     * Tells where room is scarce.
     *
     * @param bytes what is to be written
     * @param least to which part of it that may shrink
     * @param directory the folder that is to be made
     * @return how much is left; as much as can be counted if that is not known
     * @throws TvshException with {@link ExitCode#REFUSED} if it cannot be enough
     */
    long require(long bytes, int least, Path directory) {
        Path there = directory;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        long free;
        try {
            free = Files.getFileStore(there).getUsableSpace();
        } catch (IOException e) {
            context.say("? how much room is left in " + there + " could not be determined: " + FileProblem.of(e));
            return Long.MAX_VALUE;
        }
        if (!Files.isWritable(there)) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "nothing can be written into " + there,
                    List.of("backup --to DIR   writes it elsewhere", "Nothing was changed."));
        }
        if (free < bytes / least) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    there + " has " + Bytes.shown(free) + " left, and what is to be copied is " + Bytes.shown(bytes),
                    List.of("backup --to DIR   writes it to another disk", "Nothing was changed."));
        }
        return free;
    }
}
