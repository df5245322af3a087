package dev.tvsh.commands.backup;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.files.FileWork;
import dev.tvsh.commands.output.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;

/** The configuration that lies outside of the data directory, as Debian's packages put it: a copy of the cluster does not have it. */
final class OutsideConfiguration {

    /** From this version on the files of client authentication can include others. */
    private static final int HBA_INCLUDES = 16;

    private final BackupFolder folder;

    OutsideConfiguration(BackupFolder folder) {
        this.folder = folder;
    }

    /**
     * Copies the files into the folder that is being written, each at its own path.
     *
     * @return what to tell of it; empty if there are none
     */
    String copy(SqlRunner sql) throws IOException {
        if (!sql.info().superuser()) {
            return "! configuration outside of the data directory is not in the copy: only a superuser may read it";
        }
        boolean includes = sql.info().major() >= HBA_INCLUDES;
        int files = 0;
        for (Row row : sql.query("sql/backup/configuration.sql.vm", Map.of("hbaIncludes", includes))) {
            String content = row.nullable("content");
            if (content != null) {
                write(Path.of(row.text("path")), Base64.getMimeDecoder().decode(content));
                files++;
            }
        }
        return files == 0
                ? ""
                : "config  " + Quantity.of(files, "file") + " from outside of the data directory in "
                        + BackupFolder.CONFIGURATION;
    }

    private void write(Path original, byte[] content) throws IOException {
        Path root = folder.part(BackupFolder.CONFIGURATION);
        Path file = root.resolve(Path.of("/").relativize(original.normalize()));
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        FileWork.unbroken(() -> Files.write(file, content));
    }
}
