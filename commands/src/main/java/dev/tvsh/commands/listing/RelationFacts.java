package dev.tvsh.commands.listing;

import dev.tvsh.commands.tview.Fact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogs have of the table and the view of one TVIEW.
 *
 * @param owner who owns the table
 * @param viewOwner who owns the view
 * @param comment the table's; empty if none
 * @param rows as the server estimates it; null if it never counted
 * @param tableBytes the table without its indexes; null if it could not be looked at without waiting
 * @param indexBytes its indexes; null likewise
 * @param activity what the server counted
 * @param newest the newest {@code updated_at} as an ISO-8601 instant; empty if there is no row
 */
record RelationFacts(
        String owner,
        String viewOwner,
        String comment,
        @Nullable Long rows,
        @Nullable Long tableBytes,
        @Nullable Long indexBytes,
        Activity activity,
        Fact<String> newest,
        List<Index> indexes,
        List<Grant> grants) {

    /**
     * What the server counted in the table since its statistics began.
     *
     * @param since when that was, as an ISO-8601 instant; null if they were never reset since the database was made
     */
    record Activity(
            long inserted,
            long updated,
            long deleted,
            @Nullable String since) {}

    /**
     * An index of the table.
     *
     * @param definition its CREATE INDEX statement; empty if the table could not be looked at without waiting
     * @param scans how often it was used since statistics began
     */
    record Index(String name, String definition, boolean valid, long scans) {}

    /**
     * What a role other than the owner may do.
     *
     * @param ofView whether with the view, else with the table
     */
    record Grant(boolean ofView, String grantee, List<String> privileges) {}
}
