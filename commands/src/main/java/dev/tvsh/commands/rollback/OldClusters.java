package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.Backups;
import dev.tvsh.commands.cluster.ClusterFacts;
import dev.tvsh.commands.cluster.ClusterPair;
import dev.tvsh.commands.cluster.DataFolder;
import dev.tvsh.commands.cluster.ServerControl;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.DatabaseIdentity;
import dev.tvsh.commands.journal.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds on the server's host what pg_upgrade has left: the old cluster, and whether it is whole. */
final class OldClusters {

    private final CommandContext context;
    private final ServerControl control;
    private final ClusterPair pair;
    private @Nullable Set<String> worked;
    private @Nullable Set<String> backups;

    OldClusters(CommandContext context) {
        this.context = context;
        this.control = new ServerControl(context);
        this.pair = new ClusterPair(context);
    }

    /**
     * The cluster of the target.
     *
     * @return empty if its server does not answer
     * @throws TvshException with {@link ExitCode#REFUSED} if it is on another host, or this role may not see where
     */
    Optional<DataFolder> current() {
        try (SqlRunner sql = context.open()) {
            ClusterFacts facts = ClusterFacts.read(sql);
            DataFolder folder = control.lookAside(facts.directory());
            facts.require(folder.server());
            return Optional.of(folder);
        } catch (ConnectionLostException e) {
            return Optional.empty();
        }
    }

    /** Those that this cluster may have been made of, and those made of it that tvsh has gone back from. */
    List<OldCluster> of(DataFolder current) {
        ClusterPair.Near near = pair.near(current.directory());
        List<OldCluster> found = new ArrayList<>();
        for (Path directory : near.all()) {
            look(directory)
                    .map(folder -> judged(folder, current, near.replaced()))
                    .filter(other -> !other.folder().givenUp())
                    .filter(other -> other.proof().isPresent()
                            || (other.folder().major() < current.major()
                                    && !other.folder().server().running()))
                    .ifPresent(found::add);
        }
        return found;
    }

    /**
     * The one in this directory.
     *
     * @param current the cluster of the target; empty if it does not answer, and then one that shares files is looked for
     */
    OldCluster at(Path directory, Optional<DataFolder> current) {
        DataFolder folder = control.lookAside(directory);
        if (current.isPresent()) {
            return judged(
                    folder, current.get(), pair.near(current.get().directory()).replaced());
        }
        Optional<DataFolder> sharing =
                folder.linked() ? beside(folder, other -> pair.share(folder.directory(), other)) : Optional.empty();
        if (sharing.isPresent()) {
            return new OldCluster(folder, sharing, true, Optional.of("it shares files with it"));
        }
        // Stopped before it has taken the first file, pg_upgrade leaves no more than the other name of the control
        // file.
        Optional<DataFolder> unfinished = folder.retired() && !folder.swapped()
                ? beside(folder, other -> pair.unfinished(other, folder.directory()))
                        .filter(made -> !made.server().running() && made.startedByUpgradeOnly())
                : Optional.empty();
        return unfinished.isPresent()
                ? new OldCluster(
                        folder,
                        unfinished,
                        true,
                        Optional.of("pg_upgrade was stopped before it took a file of it, says its log in "
                                + unfinished.get().directory()))
                : new OldCluster(folder, Optional.empty(), false, known(folder));
    }

    private Optional<DataFolder> beside(DataFolder folder, Predicate<Path> wanted) {
        return pair.near(folder.directory()).all().stream()
                .filter(wanted)
                .findFirst()
                .flatMap(this::look);
    }

    private OldCluster judged(DataFolder folder, DataFolder current, Set<Path> replaced) {
        boolean shared = folder.linked() && pair.share(folder.directory(), current.directory());
        Optional<String> proof = known(folder);
        if (shared) {
            proof = Optional.of("it shares files with it");
        } else if (replaced.contains(folder.directory())) {
            proof = Optional.of("delete_old_cluster.sh names it");
        } else if (proof.isEmpty()
                && folder.major() < current.major()
                && pair.copied(folder.directory(), current.directory())) {
            proof = Optional.of("a file of it is in " + current.directory() + " as pg_upgrade has copied it");
        }
        return new OldCluster(folder, Optional.of(current), shared, proof);
    }

    /** Whether tvsh has worked on it under the address of now, or taken a backup of it. */
    private Optional<String> known(DataFolder folder) {
        String system = folder.server().system();
        return workedOn().contains(system) || backedUp().contains(system)
                ? Optional.of("tvsh has worked on it at this address")
                : Optional.empty();
    }

    /** The system identifiers of the clusters that the journal names. */
    private Set<String> workedOn() {
        Set<String> known = worked;
        if (known == null) {
            known = context.journal().entries().stream()
                    .map(Journal.Entry::database)
                    .filter(Objects::nonNull)
                    .map(DatabaseIdentity::system)
                    .collect(Collectors.toSet());
            worked = known;
        }
        return known;
    }

    /** Those of the backups: each manifest is read once, and none if the journal knows enough. */
    private Set<String> backedUp() {
        Set<String> known = backups;
        if (known == null) {
            known = new Backups(context.journal())
                    .all().stream()
                            .map(entry ->
                                    Backups.folder(entry).manifest().server().systemIdentifier())
                            .collect(Collectors.toSet());
            backups = known;
        }
        return known;
    }

    /** What cannot be read is no way back. */
    private Optional<DataFolder> look(Path directory) {
        try {
            return Optional.of(control.lookAside(directory));
        } catch (TvshException e) {
            e.passOnIfInterrupted();
            context.say("? " + directory + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
