package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.SqlRunner;
import java.util.Set;

/** Sessions from which another database is made, renamed or dropped. */
public final class Maintenance {

    private static final String LAST = "template1";

    /** No such database, not this role from here, no connections to it, too many of them. */
    private static final Set<String> CLOSED = Set.of("3D000", "28000", "55000", "53300");

    private Maintenance() {}

    /**
     * A session on a database that stands in for this one. Whoever has no {@code postgres}, or may not connect to it, has
     * {@code template1}.
     *
     * @throws ConnectionLostException if there is none
     */
    public static SqlRunner open(CommandContext context, String database) {
        String first = DatabaseName.maintenance(database);
        try {
            return context.open(first);
        } catch (ConnectionLostException e) {
            if (first.equals(LAST) || database.equals(LAST) || !CLOSED.contains(e.sqlState())) {
                throw e;
            }
            try {
                return context.open(LAST);
            } catch (ConnectionLostException again) {
                e.addSuppressed(again);
                throw e;
            }
        }
    }
}
