package dev.tvsh.commands.connection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where to connect if nobody says where: the folder in which the server of this machine keeps its socket, and where the packages made one,
 * that folder for a server that is down, as psql there does: it may be started from here.
 */
final class DefaultHost {

    /** The folders that PostgreSQL and its packages use, Debian's and Red Hat's first. */
    static final List<String> FOLDERS = List.of("/var/run/postgresql", "/tmp");

    private DefaultHost() {}

    static String find(String port) {
        return FOLDERS.stream()
                .filter(folder -> Files.exists(Path.of(folder, ".s.PGSQL." + (port.isEmpty() ? "5432" : port))))
                .findFirst()
                .orElse(Files.isDirectory(Path.of(FOLDERS.get(0))) ? FOLDERS.get(0) : "localhost");
    }
}
