package dev.tvsh.commands.transcript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a transcript says of itself in its first record.
 *
 * @param tool the name and version of what wrote it, for example {@code tvsh 0.1.0}
 * @param operator who worked where, for example {@code dba@ops1}
 * @param database the name of the database
 * @param target host and port that were connected to
 * @param serverVersion the server's version, or {@link #UNDETERMINED}
 * @param systemIdentifier the cluster's system identifier, or {@link #UNDETERMINED}
 */
public record TranscriptHeader(
        String tool, String operator, String database, String target, String serverVersion, String systemIdentifier) {

    /** Stands for a fact that could not be had. */
    public static final String UNDETERMINED = "undetermined";

    /** The user and the host that this process runs as and on; no name service is asked. */
    public static String currentOperator() {
        return System.getProperty("user.name", UNDETERMINED) + "@" + hostName();
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return System.getenv().getOrDefault("HOSTNAME", UNDETERMINED);
        }
    }
}
