package dev.tvsh.commands.check.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * For which versions of the server a check matters. A bound that is empty holds for every version.
 *
 * @param from the server is this version or a later one
 * @param before the server is earlier than this version
 * @param to the target is this version or a later one
 * @param toBefore the target is earlier than this version
 * @param crosses the server is earlier than this version, and the target is it or a later one
 * @param fixed the first version of each series in which a fault of the server is corrected; what it has done before stays. It
 *     matters if the cluster has ever run an earlier version of its series, and the target has the correction. A series from
 *     {@code from} on that is older than all of these had the fault and was never corrected
 * @param into the target is one of these releases, which have a fault of their own
 */
public record Window(
        Optional<ServerVersion> from,
        Optional<ServerVersion> before,
        Optional<ServerVersion> to,
        Optional<ServerVersion> toBefore,
        Optional<ServerVersion> crosses,
        List<ServerVersion> fixed,
        List<Releases> into) {

    public Window {
        fixed = List.copyOf(fixed);
        into = List.copyOf(into);
    }

    /**
     * Whether a check matters.
     *
     * @param lowest the earliest version of the server's series that the cluster is known to have run
     * @param target empty if none was named; bounds of the target are then closed
     */
    public boolean open(ServerVersion current, ServerVersion lowest, Optional<ServerVersion> target) {
        return serverFits(current)
                && to.map(bound ->
                                target.filter(version -> !version.before(bound)).isPresent())
                        .orElse(true)
                && toBefore.map(bound ->
                                target.filter(version -> version.before(bound)).isPresent())
                        .orElse(true)
                && crosses.map(bound ->
                                target.filter(version -> !version.before(bound)).isPresent())
                        .orElse(true)
                && leadsInto(target)
                && (fixed.isEmpty() || owed(current, lowest, target));
    }

    /** Whether who names the check gets it asked: a server of this version can be asked, and the target is none that it is not about. */
    public boolean askable(ServerVersion current, Optional<ServerVersion> target) {
        return serverFits(current) && (target.isEmpty() || leadsInto(target));
    }

    private boolean leadsInto(Optional<ServerVersion> target) {
        return into.isEmpty()
                || target.filter(version -> into.stream().anyMatch(releases -> releases.hold(version)))
                        .isPresent();
    }

    /** Whether the question can be put to a server of this version, whatever the target. */
    public boolean serverFits(ServerVersion current) {
        return from.map(bound -> !current.before(bound)).orElse(true)
                && before.map(current::before).orElse(true)
                && crosses.map(current::before).orElse(true);
    }

    private boolean owed(ServerVersion current, ServerVersion lowest, Optional<ServerVersion> target) {
        ServerVersion reached = target.orElse(current);
        boolean suffered =
                correction(current.major()).map(lowest::before).orElse(from.isPresent() && current.major() < oldest());
        return suffered
                && correction(reached.major())
                        .map(version -> !reached.before(version))
                        .orElse(reached.major() > oldest());
    }

    private Optional<ServerVersion> correction(int major) {
        return fixed.stream().filter(version -> version.major() == major).findFirst();
    }

    /** Whether a server of this version does no more what {@code fixed} corrects; what it did before can then be repaired. */
    public boolean corrected(ServerVersion current) {
        return fixed.isEmpty()
                || correction(current.major())
                        .map(version -> !current.before(version))
                        .orElse(current.major() > oldest());
    }

    /** The oldest series that was corrected. */
    private int oldest() {
        return fixed.stream().mapToInt(ServerVersion::major).min().orElse(0);
    }

    /** In words, for lists; empty if it is always open. */
    public String words() {
        List<String> words = new ArrayList<>();
        from.ifPresent(version -> words.add("server " + version + " or later"));
        before.ifPresent(version -> words.add("server before " + version));
        to.ifPresent(version -> words.add("to " + version + " or later"));
        toBefore.ifPresent(version -> words.add("to a version before " + version));
        crosses.ifPresent(version -> words.add("from before " + version + " to it or later"));
        if (!fixed.isEmpty()) {
            words.add("ever ran before "
                    + fixed.stream().map(ServerVersion::toString).collect(Collectors.joining(", ")));
        }
        if (!into.isEmpty()) {
            words.add("to " + into.stream().map(Releases::words).collect(Collectors.joining(", ")));
        }
        return String.join(", ", words);
    }
}
