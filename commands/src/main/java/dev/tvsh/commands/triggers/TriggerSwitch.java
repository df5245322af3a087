package dev.tvsh.commands.triggers;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.change.LockRetry;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerFiring;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sets states of triggers, all in one transaction where the server's lock table has room for that many tables. */
final class TriggerSwitch {

    private static final String OUT_OF_SHARED_MEMORY = "53200";

    private final Templates templates;

    TriggerSwitch(Templates templates) {
        this.templates = templates;
    }

    /** One statement per table, in the order of their names. */
    List<Rendered> statements(List<TriggerChange> changes) {
        return byTable(changes).entrySet().stream()
                .map(table -> statement(table.getKey(), table.getValue()))
                .toList();
    }

    /**
     * Makes the changes and looks whether they are made.
     *
     * @throws TvshException with {@link ExitCode#NEGATIVE} if one of them does not show afterwards
     */
    void apply(List<TriggerChange> changes, SqlRunner sql, LockRetry retry) {
        SortedMap<QualifiedName, List<TriggerChange>> tables = byTable(changes);
        apply(new ArrayList<>(tables.keySet()), tables, sql, retry);
        List<TriggerChange> missed = TriggerStates.read(sql).missed(changes);
        if (!missed.isEmpty()) {
            throw new TvshException(
                    ExitCode.NEGATIVE,
                    missed.size() + " triggers are not as they were set, the first: " + missed.get(0),
                    List.of("Someone else changes them at the same time. Run the command again."));
        }
    }

    private void apply(
            List<QualifiedName> names, Map<QualifiedName, List<TriggerChange>> tables, SqlRunner sql, LockRetry retry) {
        try {
            retry.run(false, locking -> {
                for (QualifiedName name : names) {
                    locking.on(name);
                    sql.run(statement(name, tables.getOrDefault(name, List.of())));
                }
                return names;
            });
        } catch (DatabaseException e) {
            if (!e.sqlState().equals(OUT_OF_SHARED_MEMORY) || names.size() < 2) {
                throw e;
            }
            int half = names.size() / 2;
            apply(names.subList(0, half), tables, sql, retry);
            apply(names.subList(half, names.size()), tables, sql, retry);
        }
    }

    private static SortedMap<QualifiedName, List<TriggerChange>> byTable(List<TriggerChange> changes) {
        return changes.stream()
                .collect(Collectors.groupingBy(change -> change.name().table(), TreeMap::new, Collectors.toList()));
    }

    private Rendered statement(QualifiedName table, List<TriggerChange> changes) {
        List<Map<String, Object>> triggers = changes.stream()
                .map(change -> Map.<String, Object>of(
                        "name",
                        Identifier.of(change.name().trigger()),
                        "off",
                        change.to() == TriggerFiring.DISABLED,
                        "always",
                        change.to() == TriggerFiring.ALWAYS,
                        "replica",
                        change.to() == TriggerFiring.REPLICA))
                .toList();
        return templates.render(
                "sql/trigger/set-states.sql.vm", Map.of("table", table.identifier(), "triggers", triggers));
    }
}
