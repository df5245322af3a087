package dev.tvsh.commands.check;

/** One thing that is looked at before an upgrade. It only reads. */
public interface Check {
    /** Its name, which never changes, for example {@code tv.unregistered}. */
    String id();

    /** How bad a problem is as a rule. */
    Severity severity();

    /**
     * Looks.
     *
     * @throws dev.tvsh.commands.connection.DatabaseException if the server refuses; the finding is then undetermined
     */
    Finding run(CheckContext context);

    /** Whether its answer belongs to the cluster, and not to the moment or to this machine; then a replay compares it. */
    default boolean lasting() {
        return true;
    }
}
