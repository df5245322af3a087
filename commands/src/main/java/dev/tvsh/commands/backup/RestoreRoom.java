package dev.tvsh.commands.rollback;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.connection.Target;
import dev.tvsh.commands.output.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the server's disk has room for a second copy of a database. Only the server's own host can tell. */
final class RestoreRoom {

    /** What a database loses of its size by a restore, at best: dead rows and loose indexes stay behind. */
    private static final int AT_BEST = 3;

    private final SqlRunner sql;

    /** @param sql of a superuser: others are not told where the data are */
    RestoreRoom(SqlRunner sql) {
        this.sql = sql;
    }

    /**
     * Where room is scarce, in words.
     *
     * @param bytes the size of the database
     * @throws TvshException with {@link ExitCode#REFUSED} if it cannot be enough
     */
    Optional<String> require(long bytes) {
        if (!sql.info().superuser() || !Target.isHere(sql.info().host())) {
            return Optional.empty();
        }
        String directory = sql.one("sql/backup/cluster.sql.vm", Map.of()).text("directory");
        try {
            Path data = Path.of(directory, "base");
            if (!Files.isDirectory(data)) {
                return Optional.empty();
            }
            long free = Files.getFileStore(data).getUsableSpace();
            if (free < bytes / AT_BEST) {
                throw new TvshException(
                        ExitCode.REFUSED,
                        "the server has " + Bytes.shown(free) + " left in " + directory + ", and the database is "
                                + Bytes.shown(bytes),
                        List.of("make room there, then the same command again", "Nothing was changed."));
            }
            return free < bytes
                    ? Optional.of("! the server has " + Bytes.shown(free) + " left in " + directory
                            + ": enough only if the restored database is smaller than the one of now")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("? how much room the server has left could not be determined: " + FileProblem.of(e));
        }
    }
}
