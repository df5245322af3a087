package dev.tvsh.commands.cluster;

import java.util.Optional;

/**
 * A cluster that Debian's postgresql-common manages: its configuration lies apart from its data, and its own programs start and stop it.
 *
 * @param version as in its folders, for example {@code 15}
 * @param name for example {@code main}
 */
public record ManagedCluster(String version, String name) {

    /** Reads what {@link #toString} writes. */
    static Optional<ManagedCluster> parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : Optional.of(new ManagedCluster(text.substring(0, slash), text.substring(slash + 1)));
    }

    /** For example {@code 15/main}. */
    @Override
    public String toString() {
        return version + "/" + name;
    }
}
