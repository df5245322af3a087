package dev.tvsh.commands.validate;

import dev.tvsh.commands.change.LockPolicy;
import dev.tvsh.commands.change.WaitLimit;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SessionEndedException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerState;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Writes one row of every table that TVIEWs follow to itself, looks whether its TVIEW was written too, and rolls back: the only
 * real proof that triggers, registrations and rights work together.
 */
public final class WriteProbe {
    /** Somebody else is in the way, or this role or server may not write: nothing is known of the TVIEW then. */
    private static final Set<String> NOT_ITS_FAULT = Set.of("55P03", "57014", "42501", "25006", "40P01");

    private static final String NO_RIGHT = "42501";

    /** Nobody is held up for long by a probe. */
    private static final int PATIENCE_SECONDS = 2;

    private final SqlRunner sql;
    private final TviewCatalog catalog;
    private final Optional<String> role;
    private final WriteRehearsal rehearsal;
    private final LockPolicy policy;

    /** Writes with the rights of the session's own role. */
    public WriteProbe(SqlRunner sql, TviewCatalog catalog) {
        this(sql, catalog, Optional.empty());
    }

    /** @param role the role to write as; the role of the session must be able to become it, and looks at the result itself */
    public WriteProbe(SqlRunner sql, TviewCatalog catalog, Optional<String> role) {
        this.sql = sql;
        this.catalog = catalog;
        this.role = role;
        rehearsal = new WriteRehearsal(catalog);
        policy = LockPolicy.once(PATIENCE_SECONDS).on(sql);
    }

    /** Probes every table, one transaction each. The session must not be in a transaction. */
    public List<ProbeResult> run() {
        return run(table -> true, Integer.MAX_VALUE);
    }

    /**
     * Probes tables, one transaction each. The session must not be in a transaction.
     *
     * @param wanted which tables
     * @param limit how many at most
     */
    public List<ProbeResult> run(Predicate<QualifiedName> wanted, int limit) {
        Map<QualifiedName, List<TriggerState>> triggers = catalog.triggers().stream()
                .filter(trigger -> !trigger.partitionClone())
                .collect(Collectors.groupingBy(TriggerState::table));
        Map<String, Tview> tviews = new HashMap<>();
        catalog.registered().orElse(List.of()).forEach(tview -> tviews.put(tview.entity(), tview));
        List<ProbeResult> results = new ArrayList<>();
        for (Row row : sql.query(
                "sql/tview/probe-tables.sql.vm",
                Map.of("handlers", sql.render("sql/tview/handlers.sql.vm", Map.of())))) {
            ProbeTable table = ProbeTable.of(row);
            if (!wanted.test(table.name()) || results.size() == limit) {
                continue;
            }
            List<TriggerState> its = triggers.getOrDefault(table.name(), List.of());
            results.add(probe(table, own(table, its, tviews), followers(its, tviews)));
        }
        return results;
    }

    /** The TVIEW whose row has the same key as the row of the table, if its trigger fires and can reach it. */
    private static Optional<Tview> own(ProbeTable table, List<TriggerState> triggers, Map<String, Tview> tviews) {
        // The trigger of a partition names the partition, the registration its parent: such rows never follow.
        if (table.partitioned()) {
            return Optional.empty();
        }
        return triggers.stream()
                .filter(trigger -> trigger.firing().firesForWriters())
                .map(trigger -> Optional.ofNullable(tviews.get(trigger.entity())))
                .flatMap(Optional::stream)
                .filter(tview -> tview.key().equals(table.key()))
                .findFirst();
    }

    /** The tables of all TVIEWs that a write to the table with these triggers may reach. */
    private static List<Identifier> followers(List<TriggerState> triggers, Map<String, Tview> tviews) {
        return triggers.stream()
                .flatMap(trigger -> Optional.ofNullable(tviews.get(trigger.entity())).stream())
                .map(tview -> tview.table().identifier())
                .distinct()
                .toList();
    }

    private ProbeResult probe(ProbeTable table, Optional<Tview> own, List<Identifier> followers) {
        // Known beforehand, and an error inside the library may end the server.
        Optional<String> failing = catalog.failingWrites();
        if (failing.isPresent()) {
            return ProbeResult.failed(table.name(), own, "not tried: " + failing.get());
        }
        if (table.key().isEmpty() || table.settable().isEmpty()) {
            return ProbeResult.unproved(table.name(), own, "it has no primary key of one column");
        }
        // A session each: the write loads the library, and a lock that times out after that could end the server.
        try (SqlRunner session = sql.another();
                WaitLimit limit = new WaitLimit(session, policy)) {
            return probe(session, limit, table, own, followers);
        } catch (ConnectionLostException e) {
            throw e;
        } catch (DatabaseException e) {
            // Whether a role that was named may write is part of the question.
            boolean denied = role.isPresent() && e.sqlState().equals(NO_RIGHT);
            return NOT_ITS_FAULT.contains(e.sqlState()) && !denied
                    ? ProbeResult.undetermined(table.name(), own, e.getMessage())
                    : ProbeResult.failed(table.name(), own, e.getMessage());
        }
    }

    private ProbeResult probe(
            SqlRunner session, WaitLimit limit, ProbeTable table, Optional<Tview> own, List<Identifier> followers) {
        session.run("sql/server/begin.sql.vm", Map.of());
        boolean there = true;
        try {
            return write(session, limit, table, own, followers);
        } catch (SessionEndedException e) {
            there = false;
            limit.endAtServer(sql);
            if (!limit.reached()) {
                throw e;
            }
            return ProbeResult.undetermined(table.name(), own, "somebody else has a lock that it needs");
        } finally {
            if (there) {
                session.run("sql/server/rollback.sql.vm", Map.of());
            }
        }
    }

    private ProbeResult write(
            SqlRunner session, WaitLimit limit, ProbeTable table, Optional<Tview> own, List<Identifier> followers) {
        limits(session, policy.timeoutElsewhere());
        Map<String, Object> values = new HashMap<>(table.values());
        own.ifPresent(tview -> {
            values.put("tview", tview.table().identifier());
            values.put("view", tview.view().identifier());
            values.put("document", tview.document());
        });
        List<Row> rows = own.isPresent() ? session.query("sql/tview/probe-own-row.sql.vm", values) : List.of();
        boolean followed = !rows.isEmpty();
        if (!followed) {
            rows = session.query("sql/tview/probe-any-row.sql.vm", values);
        }
        if (rows.isEmpty()) {
            return ProbeResult.unproved(table.name(), own, "it is empty");
        }
        values.put("value", Literal.of(rows.get(0).text("own_key")));
        values.put("followers", followers);
        limits(session, policy.timeout());
        limit.during(() -> session.run("sql/tview/probe-lock-tables.sql.vm", values));
        limits(session, policy.timeoutElsewhere());
        session.run("sql/tview/probe-lock-row.sql.vm", values);
        become(session);
        Optional<WriteRehearsal.Obstacle> obstacle =
                rehearsal.run(session, table, rows.get(0).text("own_key"));
        beOneself(session);
        if (obstacle.isPresent()) {
            return ProbeResult.rehearsed(table.name(), own, obstacle.get());
        }
        // Where the rehearsal has put it.
        String before =
                followed ? session.one("sql/tview/probe-result.sql.vm", values).text("place") : "";
        session.run("sql/tview/probe-no-limits.sql.vm", Map.of());
        become(session);
        String tag = session.run("sql/tview/probe-write.sql.vm", values);
        beOneself(session);
        if (!tag.equals("UPDATE 1")) {
            return ProbeResult.undetermined(table.name(), own, "the row to write was gone");
        }
        if (!followed) {
            return ProbeResult.written(table.name(), own);
        }
        List<Row> after = session.query("sql/tview/probe-result.sql.vm", values);
        if (after.isEmpty()) {
            return ProbeResult.failed(table.name(), own, "its row is gone after the write");
        }
        // An unchanged row proves nothing: it would be equal too if nobody had followed.
        if (after.get(0).text("place").equals(before)) {
            return ProbeResult.failed(table.name(), own, "its row was not written");
        }
        return after.get(0).flag("equal")
                ? ProbeResult.proved(table.name(), own)
                : ProbeResult.failed(table.name(), own, "its row is not as the view has it");
    }

    private static void limits(SqlRunner session, Literal lockTimeout) {
        session.run("sql/tview/probe-limits.sql.vm", Map.of("lockTimeout", lockTimeout));
    }

    private void become(SqlRunner session) {
        role.ifPresent(name -> session.run("sql/tview/probe-role.sql.vm", Map.of("role", Identifier.of(name))));
    }

    private void beOneself(SqlRunner session) {
        if (role.isPresent()) {
            session.run("sql/tview/probe-own-role.sql.vm", Map.of());
        }
    }
}
