package dev.tvsh.commands.tview;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import java.util.List;
import java.util.Map;

/**
 * The C functions that the library of pg_tviews lacks. PostgreSQL looks for each of them when the function is made, so one that
 * is missing stops CREATE EXTENSION, with it every restore of a dump, and pg_upgrade after its check has passed.
 *
 * @param ofCatalog what functions of this database call, sorted
 * @param ofScript what the installed script makes functions of, sorted
 */
public record LibrarySymbols(List<String> ofCatalog, List<String> ofScript) {
    public LibrarySymbols {
        ofCatalog = List.copyOf(ofCatalog);
        ofScript = List.copyOf(ofScript);
    }

    /** Reads the server's files without loading the library; undetermined where the role may not. */
    public static Fact<LibrarySymbols> missing(SqlRunner sql) {
        return Fact.ask(() -> {
            Row row = sql.one("sql/tview/library-symbols.sql.vm", Map.of());
            return new LibrarySymbols(row.texts("catalog"), row.texts("script"));
        });
    }
}
