package dev.tvsh.commands.rollback;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.cluster.DataFolder;
import dev.tvsh.commands.output.Moment;
import java.util.List;
import java.util.Optional;

/**
 * Another cluster on the server's host that the applications' cluster was made of by pg_upgrade, or that was made of it.
 *
 * @param folder the other one
 * @param current the one that applications use; empty if that is not known
 * @param shared whether both hold some of the same files, or would if pg_upgrade had not been stopped: one of them can be used
 * @param proof how it is known that the two belong together; empty if it is not
 */
record OldCluster(DataFolder folder, Optional<DataFolder> current, boolean shared, Optional<String> proof) {

    /** Why there is no way to it, in a line and what that means; empty if there is one. */
    Optional<List<String>> obstacle() {
        if (folder.server().running()) {
            return Optional.of(List.of(
                    name() + " runs, on port " + folder.server().port(),
                    "stop it, then the same command again; what was written to it stays in it"));
        }
        if (folder.swapped()) {
            return Optional.of(List.of(
                    name() + " is not whole: pg_upgrade --swap has moved its files into "
                            + current.map(other -> other.directory().toString()).orElse("another cluster"),
                    "That was the point of no return. Only a backup leads back."));
        }
        if (!shared && !folder.retired()) {
            return folder.stoppedInOrder()
                    ? Optional.empty()
                    : Optional.of(List.of(
                            name()
                                    + " was not stopped in order, so pg_upgrade has not made another one of it as it is now",
                            "start it by hand, look, and stop it in order; then the same command again"));
        }
        if (current.isEmpty()) {
            return Optional.of(
                    List.of(
                            name()
                                    + " was put out of use by pg_upgrade --link or --swap, and the cluster that was made of it was not found",
                            "Whether that was started since cannot be told; if it was, starting the old one would destroy both."));
        }
        if (!shared) {
            return Optional.of(List.of(
                    name() + " was put out of use by pg_upgrade, and shares no file with "
                            + current.get().directory() + " any more",
                    "Whether it is whole cannot be told. Only a backup leads back."));
        }
        if (!folder.retired()
                || current.get().server().running()
                || !current.get().startedByUpgradeOnly()) {
            return Optional.of(
                    List.of(
                            name() + " shares its files with " + current.get().directory()
                                    + " (pg_upgrade --link), whose server was started since",
                            "That was the point of no return: starting the old one would destroy both. Only a backup leads back."));
        }
        return Optional.empty();
    }

    /** Goes no further where there is no way to it. @throws TvshException with {@link ExitCode#REFUSED} that says why */
    void requireWay() {
        obstacle().ifPresent(why -> {
            throw new TvshException(
                    ExitCode.REFUSED,
                    why.get(0),
                    List.of(why.get(1), "rollback --plan    shows the other ways", "Nothing was changed."));
        });
    }

    boolean ofOlderMajor() {
        return current.isPresent() && folder.major() < current.get().major();
    }

    /** For example {@code PostgreSQL 15 in /var/lib/postgresql/15/main}. */
    String name() {
        return "PostgreSQL " + folder.server().major() + " in " + folder.directory();
    }

    /** When its server was stopped, as far as its files tell: what was written later is not in it. */
    String stopped() {
        return Moment.shown(folder.written().toString());
    }

    /** One line of a plan. */
    String line() {
        Optional<List<String>> obstacle = obstacle();
        if (obstacle.isPresent()) {
            return "✗ " + obstacle.get().get(0) + ". " + obstacle.get().get(1);
        }
        String way = name() + ", as it was stopped at " + stopped()
                + ": stop the server, start that one, about 10 s; loses what was written since, to any database of the server";
        return (proof.isPresent() ? way : "? " + way + "; nothing proves that this server was made of it")
                + "   → rollback --to " + folder.directory();
    }
}
