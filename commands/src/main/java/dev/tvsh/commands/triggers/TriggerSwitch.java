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
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sets states of triggers, all in one transaction where the server's lock table has room for that many tables. */
final class TriggerSwitch {

    private static final String OUT_OF_SHARED_MEMORY = "53200";

    private final Templates templates;

    TriggerSwitch(Templates templates) {
        this.templates = templates;
    }

    /** One statement per table, in the order of their names. */
    List<Rendered> statements(List<TriggerChange> changes) {
        return steps(changes).stream().map(Step::statement).toList();
    }

    /**
     * Makes the changes and looks whether they are made.
     *
     * @throws TvshException with {@link ExitCode#NEGATIVE} if one of them does not show afterwards
     */
    void apply(List<TriggerChange> changes, SqlRunner sql, LockRetry retry) {
        run(steps(changes), retry);
        List<TriggerChange> missed = LiveTriggers.read(sql).all().missed(changes);
        if (!missed.isEmpty()) {
            throw new TvshException(
                    ExitCode.NEGATIVE,
                    missed.size() + " triggers are not as they were set, the first: " + missed.get(0),
                    List.of("Someone else changes them at the same time. Run the command again."));
        }
    }

    private static void run(List<Step> steps, LockRetry retry) {
        try {
            retry.run(false, locking -> {
                for (Step step : steps) {
                    step.table()
                            .ifPresentOrElse(
                                    table -> locking.run(table, step.statement()), () -> locking.run(step.statement()));
                }
                return steps;
            });
        } catch (DatabaseException e) {
            if (!e.sqlState().equals(OUT_OF_SHARED_MEMORY) || steps.size() < 2) {
                throw e;
            }
            int half = steps.size() / 2;
            run(steps.subList(0, half), retry);
            run(steps.subList(half, steps.size()), retry);
        }
    }

    /** One statement for each table, in the order of their names, then one for each event trigger. */
    private List<Step> steps(List<TriggerChange> changes) {
        SortedMap<QualifiedName, List<TriggerChange>> byTable = new TreeMap<>();
        List<Step> steps = new ArrayList<>();
        for (TriggerChange change : changes) {
            change.name()
                    .on()
                    .ifPresent(table -> byTable.computeIfAbsent(table, name -> new ArrayList<>())
                            .add(change));
        }
        byTable.forEach((table, its) -> steps.add(new Step(
                Optional.of(table),
                templates.render(
                        "sql/trigger/set-states.sql.vm",
                        Map.of(
                                "table",
                                table.identifier(),
                                "triggers",
                                its.stream().map(TriggerSwitch::values).toList())))));
        changes.stream()
                .filter(change -> change.name().isEvent())
                .map(change -> new Step(
                        Optional.empty(),
                        templates.render("sql/trigger/set-event-state.sql.vm", Map.of("trigger", values(change)))))
                .forEach(steps::add);
        return steps;
    }

    private static Map<String, Object> values(TriggerChange change) {
        return Map.of(
                "name",
                Identifier.of(change.name().trigger()),
                "off",
                change.to() == TriggerFiring.DISABLED,
                "always",
                change.to() == TriggerFiring.ALWAYS,
                "replica",
                change.to() == TriggerFiring.REPLICA);
    }

    /** A statement and the table that it locks, if any. */
    private record Step(Optional<QualifiedName> table, Rendered statement) {}
}
