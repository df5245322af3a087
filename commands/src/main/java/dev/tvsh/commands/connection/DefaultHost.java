package dev.tvsh.commands.connection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where to connect if nobody says where: the folder in which the server of this machine keeps its socket. */
final class DefaultHost {

    /** The folders that PostgreSQL and its packages use, Debian's and Red Hat's first. */
    static final List<String> FOLDERS = List.of("/var/run/postgresql", "/tmp");

    private DefaultHost() {}

    static String find(String port) {
        return FOLDERS.stream()
                .filter(folder -> Files.exists(Path.of(folder, ".s.PGSQL." + (port.isEmpty() ? "5432" : port))))
                .findFirst()
                .orElse("localhost");
    }
}
