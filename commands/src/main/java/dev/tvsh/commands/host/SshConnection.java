package dev.tvsh.commands.host;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the user's own ssh gets to one destination: with the user's configuration, keys and known hosts, and never with a question.
 * All scripts share one connection, the user's own if there is one; else tvsh's, which ends with tvsh.
 */
final class SshConnection implements AutoCloseable {

    private static final String CONNECT_SECONDS = "10";

    /** How long a connection that a killed tvsh has left waits for another one. */
    private static final String KEPT_SECONDS = "60";

    /** What a path of a socket may be long, less what ssh makes of {@code %C} and puts behind it while it makes the socket. */
    private static final int LONGEST_FOLDER = 104 - 40 - 18;

    private final String program;
    private final String destination;
    private @Nullable List<String> options;
    private @Nullable Path sockets;

    /** @param program the ssh to use */
    SshConnection(String program, String destination) {
        this.program = program;
        this.destination = destination;
    }

    /** The command that runs this shell command there. */
    List<String> running(String command) {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(options());
        words.addAll(List.of("--", destination, command));
        return words;
    }

    /** What the user can try by hand. */
    String trial() {
        return "ssh -o BatchMode=yes " + destination + " true";
    }

    private synchronized List<String> options() {
        List<String> known = options;
        if (known == null) {
            known = chosen(configuration());
            options = known;
        }
        return known;
    }

    /** What the user's configuration makes of this destination; nothing is connected. */
    private List<String> configuration() {
        HostResult result = ScriptProcess.start(
                        new ProcessBuilder(program, "-G", "--", destination).redirectInput(new File("/dev/null")),
                        "the configuration of ssh")
                .follow(line -> {});
        if (!result.succeeded()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "cannot use ssh: "
                            + result.errors().lines().findFirst().orElse("ssh -G ended with " + result.status()),
                    List.of("Nothing has run on " + destination + "."));
        }
        return result.output().lines().toList();
    }

    private List<String> chosen(List<String> configuration) {
        List<String> chosen = new ArrayList<>(List.of("-T", "-x", "-a"));
        List.of(
                        "BatchMode=yes",
                        "ServerAliveInterval=15",
                        "ServerAliveCountMax=4",
                        "LogLevel=ERROR",
                        "ClearAllForwardings=yes",
                        "RemoteCommand=none")
                .forEach(option -> chosen.addAll(List.of("-o", option)));
        if (!isSet(configuration, "connecttimeout")) {
            chosen.addAll(List.of("-o", "ConnectTimeout=" + CONNECT_SECONDS));
        }
        if (!isSet(configuration, "controlpath")) {
            folder().ifPresent(folder -> chosen.addAll(List.of(
                    "-o",
                    "ControlMaster=auto",
                    "-o",
                    "ControlPath=" + folder + "/%C",
                    "-o",
                    "ControlPersist=" + KEPT_SECONDS)));
        }
        return chosen;
    }

    private static boolean isSet(List<String> configuration, String option) {
        return configuration.stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .anyMatch(line -> line.startsWith(option + " ") && !line.endsWith(" none"));
    }

    /** Where the socket of the shared connection is; without one each script connects anew. */
    private Optional<Path> folder() {
        try {
            Path folder = Files.createTempDirectory("tvsh-ssh");
            sockets = folder;
            return folder.toString().length() <= LONGEST_FOLDER
                            && folder.toString().indexOf('%') < 0
                    ? Optional.of(folder)
                    : Optional.empty();
        } catch (IOException e) {
            // Only slower.
            return Optional.empty();
        }
    }

    /** Ends the shared connection, if it is tvsh's. */
    @Override
    public synchronized void close() {
        Path folder = sockets;
        if (folder == null) {
            return;
        }
        sockets = null;
        ScriptProcess.start(
                        new ProcessBuilder(
                                        program, "-o", "ControlPath=" + folder + "/%C", "-O", "exit", "--", destination)
                                .redirectInput(new File("/dev/null")),
                        "the end of the connection")
                .follow(line -> {});
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // An empty folder that only its owner can use.
            folder.toFile().deleteOnExit();
        }
        options = null;
    }
}
