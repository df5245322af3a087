package dev.tvsh.commands.journal;

/**
 * Which database it is, whatever address it was reached by and whatever it is called now.
 *
 * @param system the system identifier of its cluster; pg_upgrade makes another one
 * @param oid its OID in that cluster; renaming keeps it, restoring makes another one
 * @param name what it was called
 */
public record DatabaseIdentity(String system, String oid, String name) {

    /** Whether the other one is this very database, by its present name or an older one. */
    public boolean isSameAs(DatabaseIdentity other) {
        return system.equals(other.system) && oid.equals(other.oid);
    }
}
