package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Follower;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How many rows of TVIEWs show the same key at most: counted where the table is small, since its statistics may be old, and else from
 * the planner's statistics.
 *
 * @param open those of which it is not known
 */
record FanOut(List<Together> known, List<Follower> open) {
    private static final long SMALL_BYTES = 8L << 20;
    private static final long COUNTED_BYTES = 256L << 20;
    private static final int COUNTED = 500;
    private static final int COUNTED_TOGETHER = 50;

    /** How many rows show the key that most of them show; an estimate where there are statistics. */
    record Together(Follower follower, long rows) {}

    static FanOut measure(SqlRunner sql, List<Follower> followers) {
        List<Together> known = new ArrayList<>();
        List<Follower> small = new ArrayList<>();
        List<Follower> open = new ArrayList<>();
        Map<String, Literal> names = Map.of(
                "schemas", texts(followers, one -> one.tview().table().schema()),
                "tables", texts(followers, one -> one.tview().table().name()),
                "columns", texts(followers, Follower::column));
        long bytes = 0;
        for (Row row : sql.query("sql/check/tviews/shown-together.sql.vm", names)) {
            Follower follower = followers.get((int) row.number("place") - 1);
            bytes += row.number("bytes");
            if (row.number("bytes") <= SMALL_BYTES && bytes <= COUNTED_BYTES && small.size() < COUNTED) {
                small.add(follower);
            } else if (row.nullable("together") != null) {
                known.add(new Together(follower, row.number("together")));
            } else {
                open.add(follower);
            }
        }
        for (int i = 0; i < small.size(); i += COUNTED_TOGETHER) {
            List<Follower> part = small.subList(i, Math.min(i + COUNTED_TOGETHER, small.size()));
            try {
                known.addAll(counted(sql, part));
            } catch (ConnectionLostException e) {
                throw e;
            } catch (DatabaseException e) {
                open.addAll(part);
            }
        }
        return new FanOut(known, open);
    }

    private static List<Together> counted(SqlRunner sql, List<Follower> part) {
        List<Map<String, ?>> pairs = new ArrayList<>();
        for (Follower follower : part) {
            pairs.add(Map.of(
                    "place", Literal.of(pairs.size()),
                    "table", follower.tview().table().identifier(),
                    "column", Identifier.of(follower.column())));
        }
        return sql.query("sql/check/tviews/count-together.sql.vm", Map.of("pairs", pairs)).stream()
                .map(row -> new Together(part.get((int) row.number("place")), row.number("together")))
                .toList();
    }

    private static Literal texts(List<Follower> followers, Function<Follower, String> text) {
        return Literal.ofTexts(followers.stream().map(text).toList());
    }
}
