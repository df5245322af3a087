package dev.tvsh.commands.tview.drift;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Rendered;
import java.util.Map;

/** What a server can hash of rows, so that many of them can be compared at once. */
public final class RowHash {
    /** The first release that can hash a whole row in binary form. */
    private static final int HASHES_ROWS = 140_000;

    private RowHash() {}

    /** Whether the server can hash a row as it is, and not only its text. */
    public static boolean binary(SqlRunner sql) {
        return sql.info().serverVersionNum() >= HASHES_ROWS;
    }

    /** The types whose hash is the same wherever the values are equal, as part of a statement. */
    public static Rendered types(SqlRunner sql) {
        return sql.render("sql/drift/hashed-types.sql.vm", Map.of());
    }
}
