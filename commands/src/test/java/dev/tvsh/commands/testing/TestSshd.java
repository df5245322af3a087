package dev.tvsh.commands.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A real sshd on the loopback interface that lets this user in by a key of its own, and the ssh that knows the way to it. */
public final class TestSshd implements AutoCloseable {

    /** What ssh calls it. */
    public static final String NAME = "db1";

    private final Path folder;
    private final Process process;

    private TestSshd(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param folder an empty one that nobody else may write to
     */
    public static TestSshd start(Path folder) throws IOException, InterruptedException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        for (String key : List.of("host", "user")) {
            run(
                    "ssh-keygen",
                    "-q",
                    "-t",
                    "ed25519",
                    "-N",
                    "",
                    "-f",
                    folder.resolve(key).toString());
        }
        Files.copy(folder.resolve("user.pub"), folder.resolve("authorized"));
        int port = LoopbackPort.free();
        Files.writeString(folder.resolve("sshd_config"), """
                Port %1$d
                ListenAddress 127.0.0.1
                HostKey %2$s/host
                AuthorizedKeysFile %2$s/authorized
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin yes
                AcceptEnv none
                SetEnv SEEN_BY=sshd
                """.formatted(port, folder));
        Files.writeString(
                folder.resolve("known"), "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host.pub")));
        Files.writeString(
                folder.resolve("ssh_config"), """
                Host %3$s stranger
                    HostName 127.0.0.1
                    Port %1$d
                    User %4$s
                    IdentitiesOnly yes
                    UserKnownHostsFile %2$s/known
                    GlobalKnownHostsFile none
                Host %3$s
                    IdentityFile %2$s/user
                Host closed
                    HostName 127.0.0.1
                    Port 1
                """.formatted(port, folder, NAME, System.getProperty("user.name")));
        Path ssh = Files.writeString(
                folder.resolve("ssh"),
                "#!/bin/sh\nprintf '%s\\n' \"$*\" >>" + folder + "/calls\nexec ssh -F " + folder
                        + "/ssh_config \"$@\"\n");
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        "/usr/sbin/sshd",
                        "-D",
                        "-e",
                        "-f",
                        folder.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        LoopbackPort.await(port, process, log);
        return new TestSshd(folder, process);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command));
        }
    }

    /** What sshd says. */
    public String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** How ssh was called, a line for each time. */
    public List<String> calls() throws IOException {
        Path calls = folder.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** The environment in which tvsh uses the ssh that knows the way. */
    public Map<String, String> environment() {
        return Map.of("TVSH_SSH", folder.resolve("ssh").toString());
    }

    /** Ends every connection. */
    public void drop() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        drop();
        process.destroy();
    }
}
