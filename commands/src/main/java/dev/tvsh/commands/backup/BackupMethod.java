package dev.tvsh.commands.backup;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.util.List;

/** In which form a backup is written. */
enum BackupMethod {
    /** One compressed file, written by one session. */
    DUMP("custom", BackupFolder.DUMP),
    /** One compressed file for each table, written by several sessions. */
    DIRECTORY("directory", BackupFolder.DUMP_DIRECTORY),
    /** The files of the whole cluster, by pg_basebackup. */
    PHYSICAL("plain", BackupFolder.CLUSTER);

    private final String format;
    private final String place;

    BackupMethod(String format, String place) {
        this.format = format;
        this.place = place;
    }

    /** As the program that writes it calls it. */
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
            case "physical" -> PHYSICAL;
            default ->
                throw new TvshException(
                        ExitCode.FATAL,
                        "backup: --method takes dump, directory or physical, not '" + word + "'",
                        List.of("help backup"));
        };
    }
}
