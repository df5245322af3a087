package dev.tvsh.commands.refresh;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.templates.Literal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * About how long the refresh of each TVIEW takes: as long as the last time, or else by the size of its table, its indexes,
 * and the tables that its view reads.
 */
final class RefreshCosts {

    /** For the first refresh of all, when nothing is known of this server. */
    private static final double USUAL_BYTES_PER_MILLI = 20_000;

    private final Map<String, Long> millis = new HashMap<>();

    /**
     * Looks at the sizes, of all together.
     *
     * @param last how long each took the last time, in milliseconds, by table; those that are known
     */
    RefreshCosts(List<Tview> tviews, Map<QualifiedName, Long> last, SqlRunner sql) {
        Map<QualifiedName, Long> bytesOf = sizes(tviews, sql);
        Map<String, Long> bytes = new HashMap<>();
        double knownBytes = 0;
        double knownMillis = 0;
        for (Tview tview : tviews) {
            long all = Stream.concat(Stream.of(tview.table()), tview.reads().stream())
                    .mapToLong(name -> bytesOf.getOrDefault(name, 0L))
                    .sum();
            bytes.put(tview.entity(), all);
            Long known = last.get(tview.table());
            if (known != null) {
                millis.put(tview.entity(), Math.max(1, known));
                knownBytes += all;
                knownMillis += known;
            }
        }
        double bytesPerMilli = knownBytes > 0 && knownMillis > 0 ? knownBytes / knownMillis : USUAL_BYTES_PER_MILLI;
        bytes.forEach((entity, size) -> millis.putIfAbsent(entity, Math.max(1, Math.round(size / bytesPerMilli))));
    }

    private static Map<QualifiedName, Long> sizes(List<Tview> tviews, SqlRunner sql) {
        List<QualifiedName> tables = tviews.stream()
                .flatMap(tview -> Stream.concat(Stream.of(tview.table()), tview.reads().stream()))
                .distinct()
                .toList();
        Map<QualifiedName, Long> sizes = new HashMap<>();
        for (Row row : sql.query(
                "sql/refresh/sizes.sql.vm",
                Map.of(
                        "schemas",
                        Literal.ofTexts(
                                tables.stream().map(QualifiedName::schema).toList()),
                        "tables",
                        Literal.ofTexts(tables.stream().map(QualifiedName::name).toList())))) {
            sizes.put(new QualifiedName(row.text("schema"), row.text("name")), row.number("bytes"));
        }
        return sizes;
    }

    /** In milliseconds, more than 0. */
    long of(Tview tview) {
        return millis.getOrDefault(tview.entity(), 1L);
    }
}
