package dev.tvsh.commands.tview;

import dev.tvsh.commands.connection.SqlRunner;
import java.util.List;

/** What to type so that TVIEWs are registered again. Where the extension is gone it comes first, unless something stops it. */
public final class WayBack {
    private WayBack() {}

    /** The lines for a database where something is not registered, without arrows. */
    public static List<String> lines(TviewCatalog catalog, SqlRunner sql) {
        if (catalog.extension().isPresent()) {
            return List.of("adopt");
        }
        if (catalog.files().map(files -> files.versions().isEmpty()).orElse(false)) {
            return List.of(
                    "install the files of pg_tviews on the server",
                    "CREATE EXTENSION pg_tviews;    then adopt, before anybody writes");
        }
        if (catalog.leftovers().stream().anyMatch(Leftover::likeMember)) {
            return List.of("check tv.leftovers    these stand in the way of CREATE EXTENSION");
        }
        // A library without the functions that its script names makes CREATE EXTENSION fail.
        if (LibrarySymbols.missing(sql)
                .map(symbols -> !symbols.ofScript().isEmpty())
                .orElse(false)) {
            return List.of("check tv.library_symbols    CREATE EXTENSION would fail");
        }
        return List.of("CREATE EXTENSION pg_tviews;    then adopt, before anybody writes");
    }
}
