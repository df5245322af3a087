package dev.tvsh.commands.backup;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.util.List;

/** In which form pg_dump writes. */
enum BackupMethod {
    /** One compressed file, written by one session. */
    DUMP("custom", BackupFolder.DUMP),
    /** One compressed file for each table, written by several sessions. */
    DIRECTORY("directory", BackupFolder.DUMP_DIRECTORY);

    private final String format;
    private final String place;

    BackupMethod(String format, String place) {
        this.format = format;
        this.place = place;
    }

    /** As pg_dump calls it. */
    String format() {
        return format;
    }

    /** The file or folder in the folder of the backup. */
    String place() {
        return place;
    }

    static BackupMethod of(String word) {
        return switch (word) {
            case "dump" -> DUMP;
            case "directory" -> DIRECTORY;
            default ->
                throw new TvshException(
                        ExitCode.FATAL,
                        "backup: --method takes dump or directory, not '" + word + "'",
                        List.of("help backup"));
        };
    }
}
