package dev.tvsh.commands.check.ledger;

import dev.tvsh.commands.connection.Row;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By what a database is known again in the cluster that pg_upgrade has made of its own, which has another system identifier.
 *
 * @param database its name
 * @param number its OID
 * @param transaction the next transaction number of the cluster, with its epoch
 * @param tables its oldest tables, each with its OID, the number of its file and its name
 */
record Traits(String database, String number, long transaction, List<String> tables) {
    /** Fewer could be the same by accident. */
    private static final int ENOUGH = 5;

    Traits {
        tables = List.copyOf(tables);
    }

    static Traits of(Row row) {
        return new Traits(row.text("database"), row.text("number"), row.number("transaction"), row.texts("tables"));
    }

    /** Whether a file that has the other says as much: the transaction number alone, which always grows, is not worth a write. */
    boolean looksLike(@Nullable Traits other) {
        return other != null && number.equals(other.number()) && tables.equals(other.tables());
    }

    /** Whether pg_upgrade has made this of what had those: some tables may have been dropped or rewritten since those were seen. */
    boolean come(Traits from) {
        Set<String> same = new HashSet<>(tables);
        same.retainAll(from.tables());
        return database.equals(from.database())
                && number.equals(from.number())
                && transaction >= from.transaction()
                && same.size() >= ENOUGH
                && same.size() * 2 >= from.tables().size();
    }
}
