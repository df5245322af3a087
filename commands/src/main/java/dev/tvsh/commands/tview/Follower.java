package dev.tvsh.commands.tview;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A TVIEW whose rows show the keys of another's rows. Where the extension has written a row of that one, it writes all rows that show
 * its key too. It knows them by the name of the column alone.
 *
 * @param of the TVIEW whose keys are shown
 * @param tview the TVIEW that shows them
 * @param column where it does: {@code fk_} and the entity of {@code of}
 */
public record Follower(Tview of, Tview tview, String column) {
    /**
     * From this many rows on that show one key, every release so far writes them in one statement, which has a syntax error: the write
     * to the base table fails with 42601. Seen with 0.1.0-beta.2, beta.4 and beta.8.
     */
    public static final int TOO_MANY_TOGETHER = 10;

    private static final String FOREIGN_KEY = "fk_";

    /** All of them. */
    public static List<Follower> among(List<Tview> tviews) {
        Map<String, Tview> byColumn = tviews.stream()
                .collect(Collectors.toMap(
                        tview -> FOREIGN_KEY + tview.entity(), tview -> tview, (first, again) -> first));
        return tviews.stream()
                .flatMap(tview -> tview.columns().stream()
                        .flatMap(column ->
                                Stream.ofNullable(byColumn.get(column)).map(of -> new Follower(of, tview, column))))
                .toList();
    }
}
