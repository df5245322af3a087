package dev.tvsh.commands.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Copies of server programs with something wrong about them. */
public final class ServerPrograms {

    private ServerPrograms() {}

    /** A copy of a version's programs, cheap because the files are shared until one is replaced. */
    public static Path copy(String version, Path folder) {
        Lab.run(List.of("cp", "-al", TestCluster.binaries(version).toString(), folder.toString()));
        return folder;
    }

    /** Puts an executable script where {@code file} is. */
    public static Path script(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }
}
