package dev.tvsh.commands.cluster;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A data directory, in use or put aside.
 *
 * @param server its server, running or not
 * @param control what the control file is called: {@code global/pg_control}, or otherwise where it was put out of use
 * @param state of the cluster, as the control file has it
 * @param written when the control file was written last
 * @param configuration the folder of its {@code postgresql.conf}; empty if that was not found
 * @param linked whether another data directory holds some of the same files
 * @param swapped whether pg_upgrade --swap has moved files out of it
 */
public record DataFolder(
        ServerProcess server,
        String control,
        int state,
        Instant written,
        Optional<Path> configuration,
        boolean linked,
        boolean swapped) {

    private static final String IN_USE = "global/pg_control";
    /** As {@code host/cluster/take-over.sh.vm} calls it. */
    private static final String GIVEN_UP = "global/pg_control.rolled-back";

    /** DB_SHUTDOWNED in PostgreSQL's {@code pg_control.h}. */
    private static final int SHUT_DOWN = 1;

    static DataFolder of(HostFacts facts) {
        return new DataFolder(
                ServerProcess.of(facts),
                facts.text("control"),
                (int) facts.number("state"),
                Instant.ofEpochSecond(facts.number("written")),
                Optional.of(facts.text("configuration"))
                        .filter(folder -> !folder.isEmpty())
                        .map(Path::of),
                !facts.text("linked").isEmpty(),
                !facts.text("swapped").isEmpty());
    }

    public Path directory() {
        return server.directory();
    }

    /** As what the host's packages manage it; empty if they do not. */
    public Optional<ManagedCluster> managed() {
        return server.managed();
    }

    /** The major version of its files. */
    public int major() {
        return (int) Double.parseDouble(server.major());
    }

    /** Whether a server cannot start on it as it is: pg_upgrade, or the way back from it, has given its control file another name. */
    public boolean retired() {
        return !control.equals(IN_USE);
    }

    /** Whether a way back has put it out of use for good. */
    public boolean givenUp() {
        return control.equals(GIVEN_UP);
    }

    /** Whether its server was stopped in order, with everything written. */
    public boolean stoppedInOrder() {
        return state == SHUT_DOWN;
    }

    /** Whether nobody but pg_upgrade has started a server on it: its {@code -b} lets nobody else write. */
    public boolean startedByUpgradeOnly() {
        return server.command().options().contains("-b");
    }
}
