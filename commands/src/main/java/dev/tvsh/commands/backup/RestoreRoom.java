package dev.tvsh.commands.backup;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.connection.Target;
import dev.tvsh.commands.output.Bytes;
import dev.tvsh.templates.Literal;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the server's disks have room for a second copy of a database. Only the server's own host can tell, and only a
 * superuser is told where the data are: of others nothing is asked.
 */
public final class RestoreRoom {

    /** What a database loses of its size by a restore, at best: dead rows and loose indexes stay behind. */
    private static final int AT_BEST = 3;

    private final SqlRunner sql;
    private final String database;
    private final String tablespace;

    /** @param tablespace in which the copy is made; what of the database is in others now will be there again */
    public RestoreRoom(SqlRunner sql, String database, String tablespace) {
        this.sql = sql;
        this.database = database;
        this.tablespace = tablespace;
    }

    /**
     * Where room is scarce, in words.
     *
     * @param bytes the size of the database
     * @throws TvshException with {@link ExitCode#REFUSED} if it cannot be enough
     */
    public Optional<String> require(long bytes) {
        Room room = look();
        if (room.free() < bytes / AT_BEST) {
            throw refusal(room, bytes, "make room there, then the same command again");
        }
        if (room.unknown().isPresent() || room.free() >= bytes) {
            return room.unknown();
        }
        return Optional.of("! the server has " + Bytes.shown(room.free()) + " left in " + room.directories()
                + ": enough only if the restored database is smaller than the one of now");
    }

    /**
     * The same for a copy that nobody is in need of: a live server whose disk is full stops.
     *
     * @throws TvshException with {@link ExitCode#REFUSED} if it may not be enough
     */
    void requireWhole(long bytes) {
        Room room = look();
        if (room.free() < bytes) {
            throw refusal(
                    room, bytes, "--scratch-server    restores it beside the backup instead of beside the database");
        }
    }

    private static TvshException refusal(Room room, long bytes, String advice) {
        return new TvshException(
                ExitCode.REFUSED,
                "the server has " + Bytes.shown(room.free()) + " left in " + room.directories()
                        + ", and the database is " + Bytes.shown(bytes),
                List.of(advice, "Nothing was changed."));
    }

    /**
     * What is left.
     *
     * @param free bytes; as many as can be counted if that is not known
     * @param unknown why it is not, if there is something to tell
     */
    private record Room(String directories, long free, Optional<String> unknown) {

        static Room unknown(Optional<String> why) {
            return new Room("", Long.MAX_VALUE, why);
        }
    }

    private Room look() {
        if (!sql.info().superuser() || !Target.isHere(sql.info().host())) {
            return Room.unknown(Optional.empty());
        }
        List<Path> places = places();
        if (!places.stream().allMatch(Files::isDirectory)) {
            return Room.unknown(Optional.empty());
        }
        try {
            return new Room(
                    places.stream().map(Path::toString).collect(Collectors.joining(" and ")),
                    free(places),
                    Optional.empty());
        } catch (IOException e) {
            return Room.unknown(
                    Optional.of("? how much room the server has left could not be determined: " + FileProblem.of(e)));
        }
    }

    private List<Path> places() {
        return sql
                .query(
                        "sql/rollback/places.sql.vm",
                        Map.of("database", Literal.of(database), "tablespace", Literal.of(tablespace)))
                .stream()
                .map(row -> Path.of(row.text("data")).resolve(row.text("directory")))
                .toList();
    }

    /** On all disks together: how much of the database goes where is known only once it is there. */
    private static long free(List<Path> places) throws IOException {
        Set<FileStore> disks = new HashSet<>();
        long free = 0;
        for (Path place : places) {
            FileStore disk = Files.getFileStore(place);
            if (disks.add(disk)) {
                free += disk.getUsableSpace();
            }
        }
        return free;
    }
}
