package dev.tvsh.commands.cluster;

import dev.tvsh.templates.ShellWord;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A server as its host sees it, running or not.
 *
 * @param directory the data directory, without symbolic links
 * @param major the major version of its files, from {@code PG_VERSION}
 * @param system the system identifier of the cluster, from {@code pg_control}
 * @param owner who owns the data directory, and alone may run the server
 * @param privileged whether tvsh itself runs as root
 * @param own whether tvsh itself runs as the owner
 * @param command how it was started last, from {@code postmaster.opts}
 * @param pid the postmaster; 0 if it does not run
 * @param began when it was started, in seconds of the epoch; 0 if it does not run
 * @param port where it listens; 0 if it does not run
 * @param program the file that runs; ends in {@code (deleted)} if it was replaced since; empty if unknown
 * @param log the file that it logs its first lines to
 * @param unit the unit of systemd that manages it; empty if none does
 * @param managed as what the host's packages manage it; empty if they do not
 * @param packaged the folder of the programs that the host's packages start it with
 */
public record ServerProcess(
        Path directory,
        String major,
        String system,
        String owner,
        boolean privileged,
        boolean own,
        StartCommand command,
        long pid,
        long began,
        int port,
        String program,
        Optional<Path> log,
        String unit,
        Optional<ManagedCluster> managed,
        Optional<Path> packaged) {

    private static final String DELETED = " (deleted)";

    static ServerProcess of(HostFacts facts) {
        String log = facts.text("log");
        return new ServerProcess(
                Path.of(facts.text("directory")),
                facts.text("major"),
                facts.text("system"),
                facts.text("owner"),
                facts.number("uid") == 0,
                facts.number("uid") == facts.number("owneruid"),
                StartCommand.parse(facts.text("command")),
                facts.number("pid"),
                facts.number("began"),
                (int) facts.number("port"),
                facts.text("program"),
                log.startsWith("/") && !log.startsWith("/dev/") && !log.endsWith(DELETED)
                        ? Optional.of(Path.of(log))
                        : Optional.empty(),
                facts.text("unit"),
                ManagedCluster.parse(facts.text("managed")),
                Optional.of(facts.text("packaged"))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of));
    }

    public boolean running() {
        return pid != 0;
    }

    /** Whether the file that runs has been replaced on disk, as a package upgrade in place does. */
    public boolean replaced() {
        return program.endsWith(DELETED);
    }

    /** The folder of the program that runs, or that ran last. */
    public Path binaries() {
        String file = running() && !program.isEmpty() ? program : command.program();
        if (file.endsWith(DELETED)) {
            file = file.substring(0, file.length() - DELETED.length());
        }
        Path folder = Path.of(file).getParent();
        return folder == null ? Path.of("/") : folder;
    }

    /** Whether it runs from this folder, with the very file that is there now. */
    public boolean runsFrom(Path folder) {
        return running() && !replaced() && binaries().equals(folder);
    }

    /** As what the host's packages start it, if the programs of this folder are those that they start. */
    public Optional<ManagedCluster> managedFrom(Path folder) {
        return packaged.equals(Optional.of(folder)) ? managed : Optional.empty();
    }

    /** Whether tvsh may act as the owner at all. */
    public boolean manageable() {
        return own || privileged;
    }

    /** What stands before a command so that it runs as the owner; a server refuses to run as root. */
    public ShellWord asOwner() {
        if (!privileged) {
            return ShellWord.list(List.of());
        }
        return ShellWord.list(own ? List.of("unshare", "-U") : List.of("runuser", "-u", owner, "--"));
    }
}
