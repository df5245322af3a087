package dev.tvsh.commands.rollback;

import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.QualifiedName;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table that has other rows now than in a backup.
 *
 * @param number how many rows make the difference, as far as that is known
 * @param words what is told of it, behind its name
 */
record OtherRows(QualifiedName table, long number, String words) {

    private static final int SHOWN = 10;

    /** In plain words: those with most rows, and how many more there are. */
    static List<String> lines(Collection<OtherRows> tables) {
        Stream<String> most = tables.stream()
                .sorted(Comparator.comparingLong(OtherRows::number).reversed().thenComparing(OtherRows::table))
                .limit(SHOWN)
                .map(one -> one.table() + ": " + one.words());
        int more = tables.size() - SHOWN;
        return Stream.concat(most, more > 0 ? Stream.of("and " + Quantity.of(more, "more table")) : Stream.empty())
                .toList();
    }
}
