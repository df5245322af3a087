package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.LibrarySymbols;
import dev.tvsh.commands.tview.manifest.DatabaseOrigin;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.templates.Literal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What keeps a backup from being restored, found before anything is touched. */
public final class RestoreObstacles {

    private RestoreObstacles() {}

    /** The manifest of a backup whose files are what was written. @throws TvshException with {@link ExitCode#REFUSED} if not */
    public static Manifest whole(BackupFolder backup, CommandContext context) {
        return whole(backup, context, ExitCode.REFUSED);
    }

    /** The same, where that is the question. @throws TvshException with this exit code if they are not */
    static Manifest whole(BackupFolder backup, CommandContext context, ExitCode damaged) {
        Optional<String> fault = backup.fault(context);
        if (fault.isPresent()) {
            throw new TvshException(
                    damaged,
                    "the backup is damaged: " + fault.get(),
                    List.of("State: the database was not touched.", "backups         lists others"));
        }
        return backup.manifest();
    }

    /** Refuses what this server has no place for; a server of the backup's own has. */
    public static void refuseNowhere(BackupFolder backup, Manifest manifest, SqlRunner sql) {
        DatabaseOrigin origin = manifest.database().origin();
        if (origin != null
                && sql.query("sql/rollback/tablespace.sql.vm", Map.of("tablespace", Literal.of(origin.tablespace())))
                        .isEmpty()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "tablespace " + origin.tablespace() + ", in which the database was, is not on this server",
                    List.of(
                            "Its definition is in " + backup.directory() + "/" + BackupFolder.GLOBALS,
                            "Nothing was changed."));
        }
    }

    /** Refuses what this server cannot take. */
    public static void refuse(Manifest manifest, SqlRunner sql) {
        if (manifest.server().versionNum() / 10_000 > sql.info().major()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "the backup is of PostgreSQL " + manifest.server().version() + ", which is newer than the server",
                    List.of("Nothing was changed."));
        }
        // CREATE EXTENSION would fail in the restore; and where the library ends the server on an error, with it the
        // database of now.
        List<String> missing =
                LibrarySymbols.missing(sql).map(LibrarySymbols::ofScript).orElse(List.of());
        if (manifest.extension() != null && !missing.isEmpty()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "pg_tviews cannot be made on this server: its script names " + missing.get(0)
                            + ", which its library does not have",
                    List.of("Nothing was changed. Install library and script of one release, then again."));
        }
    }
}
