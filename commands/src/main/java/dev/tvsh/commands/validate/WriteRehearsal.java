package dev.tvsh.commands.validate;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Extension;
import dev.tvsh.commands.tview.Follower;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerFiring;
import dev.tvsh.commands.tview.TriggerState;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.validate.ProbeResult.Kind;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Does by plain SQL what the extension will do when a row is written, before its library is loaded. An error here is an ordinary
 * error; the same error inside the library ends the whole server where that was built as its own settings say (abort on panic).
 * Seen with 0.1.0-beta.2, beta.4 and beta.8 on PostgreSQL 15.
 */
final class WriteRehearsal {
    private static final int ROWS = 1000;

    private static final String FOREIGN_KEY = "fk_";

    private final TviewCatalog catalog;
    private final List<Tview> tviews;
    private final Map<String, List<Tview>> showing;
    private final boolean newRows;

    WriteRehearsal(TviewCatalog catalog) {
        this.catalog = catalog;
        tviews = catalog.registered().orElse(List.of());
        newRows = catalog.extension().map(Extension::writesNewRows).orElse(false);
        showing = Follower.among(tviews).stream()
                .collect(Collectors.groupingBy(
                        follower -> follower.of().entity(), Collectors.mapping(Follower::tview, Collectors.toList())));
    }

    /**
     * Why a row must not be written.
     *
     * @param result what that makes of the probe
     */
    record Obstacle(Kind result, String reason) {}

    /** Rows of a TVIEW that are written, by their keys. */
    private record Step(Tview tview, Set<String> keys) {}

    /**
     * Writes all rows of TVIEWs that follow a write to this row, in the transaction of the session.
     *
     * @param key the primary key of the row
     * @return why the row must not be written; empty if it may be
     * @throws dev.tvsh.commands.connection.DatabaseException if what the extension will do fails
     */
    Optional<Obstacle> run(SqlRunner session, ProbeTable table, String key) {
        if (!catalog.dialect().released() || table.partitioned() || !fires(table.name())) {
            return Optional.empty();
        }
        session.run("sql/tview/rehearse-registrations.sql.vm", Map.of());
        Deque<Step> open = new ArrayDeque<>();
        for (Tview tview : tviews) {
            if (tview.dependencies().contains(table.name())) {
                open.add(new Step(tview, following(session, tview, table, key)));
            }
        }
        int rows = 0;
        while (!open.isEmpty()) {
            Step step = open.remove();
            if (step.keys().isEmpty()) {
                continue;
            }
            rows += step.keys().size();
            if (rows > ROWS) {
                return Optional.of(new Obstacle(Kind.UNPROVED, "more than " + ROWS + " rows follow one of its rows"));
            }
            if (!plain(step.tview())) {
                return Optional.of(new Obstacle(
                        Kind.FAILED, "the names of " + step.tview().table() + " need quotes, and pg_tviews uses none"));
            }
            write(session, step);
            for (Tview follower : showing.getOrDefault(step.tview().entity(), List.of())) {
                Optional<Set<String>> next = followers(session, step, follower);
                if (next.isEmpty()) {
                    return Optional.of(new Obstacle(
                            Kind.AVOIDED,
                            Follower.TOO_MANY_TOGETHER + " or more rows of " + follower.table()
                                    + " follow one of its rows, and every known pg_tviews fails at that"));
                }
                open.add(new Step(follower, next.get()));
            }
        }
        return Optional.empty();
    }

    private static boolean plain(Tview tview) {
        return Stream.concat(Stream.of(tview.table().name(), tview.view().name()), tview.columns().stream())
                .allMatch(Identifier::needsNoQuotes);
    }

    private boolean fires(QualifiedName table) {
        return catalog.triggers().stream()
                .filter(trigger -> trigger.table().equals(table))
                .map(TriggerState::firing)
                .anyMatch(TriggerFiring::firesForWriters);
    }

    /** The rows of a TVIEW that the extension looks up for a row of a table that the TVIEW reads. */
    private static Set<String> following(SqlRunner session, Tview tview, ProbeTable table, String key) {
        String name = table.name().name();
        String entity = name.startsWith("tb_") ? name.substring("tb_".length()) : name;
        if (tview.entity().equals(entity)) {
            return rows(session, tview.view().name(), keyOf(tview), keyOf(tview), key);
        }
        if (tview.columns().contains(FOREIGN_KEY + entity)) {
            return rows(session, tview.view().name(), keyOf(tview), FOREIGN_KEY + entity, key);
        }
        return rows(session, name, FOREIGN_KEY + tview.entity(), "pk_" + entity, key);
    }

    private static Set<String> rows(SqlRunner session, String relation, String column, String match, String value) {
        return keys(session.query(
                "sql/tview/rehearse-rows.sql.vm",
                Map.of(
                        "relation", Identifier.of(relation),
                        "column", Identifier.of(column),
                        "match", Identifier.of(match),
                        "value", Literal.of(value),
                        "limit", Literal.of(ROWS + 1L))));
    }

    private void write(SqlRunner session, Step step) {
        Tview tview = step.tview();
        String key = keyOf(tview);
        session.run(
                "sql/tview/rehearse-write.sql.vm",
                Map.of(
                        "upsert", newRows,
                        "tview", Identifier.of(tview.table().name()),
                        "view", Identifier.of(tview.view().name()),
                        "key", Identifier.of(key),
                        "keys", array(step.keys()),
                        "columns", Identifier.list(tview.columns()),
                        "others",
                                tview.columns().stream()
                                        .filter(column -> !column.equals(key))
                                        .map(Identifier::of)
                                        .toList()));
    }

    /** The rows of another TVIEW that show one of these keys; empty if too many show the same. */
    private static Optional<Set<String>> followers(SqlRunner session, Step step, Tview follower) {
        List<Row> rows = session.query(
                "sql/tview/rehearse-followers.sql.vm",
                Map.of(
                        // By this name it looks for the table, whatever the table is called.
                        "tview", Identifier.of("tv_" + follower.entity()),
                        "key", Identifier.of(keyOf(follower)),
                        "match", Identifier.of(FOREIGN_KEY + step.tview().entity()),
                        "keys", array(step.keys()),
                        "limit", Literal.of(ROWS + 1L)));
        return rows.stream().anyMatch(row -> row.number("together") >= Follower.TOO_MANY_TOGETHER)
                ? Optional.empty()
                : Optional.of(keys(rows));
    }

    private static Set<String> keys(Collection<Row> rows) {
        return rows.stream().map(row -> row.text("key")).collect(Collectors.toCollection(HashSet::new));
    }

    private static String keyOf(Tview tview) {
        return "pk_" + tview.entity();
    }

    private static Literal array(Set<String> keys) {
        return Literal.of("{" + String.join(",", keys) + "}");
    }
}
