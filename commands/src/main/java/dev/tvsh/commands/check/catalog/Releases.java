package dev.tvsh.commands.check.catalog;

/**
 * The minor releases of one series between two.
 *
 * @param first the first of them
 * @param next the first after them
 */
public record Releases(ServerVersion first, ServerVersion next) {
    public Releases {
        if (first.major() != next.major() || !first.before(next)) {
            throw new IllegalArgumentException(first + " to " + next + " are no releases of one series");
        }
    }

    /** A version without a minor one stands for the last of its series, and is none of them. */
    public boolean hold(ServerVersion version) {
        return version.major() == first.major() && !version.before(first) && version.before(next);
    }

    /** For lists. */
    public String words() {
        ServerVersion last = new ServerVersion(next.major(), next.minor() - 1);
        return first.equals(last) ? first.toString() : first + " to " + last;
    }
}
