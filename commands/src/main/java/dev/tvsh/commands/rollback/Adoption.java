package dev.tvsh.commands.rollback;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.EventTriggerState;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Registration;
import dev.tvsh.commands.tview.TriggerFiring;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Registers TVIEWs again whose tables, views and triggers are there, from the names that a manifest kept. A logical restore
 * brings all of a TVIEW but its registration, and without one its rows silently stop following.
 */
public final class Adoption {

    private static final int AT_A_TIME = 500;
    private static final JsonMapper JSON = JsonMapper.shared();
    /** The fields of a {@link Registration} that are lists of texts, in the order of the statement's columns. */
    private static final List<String> ARRAYS =
            List.of("fkColumns", "uuidFkColumns", "dependencyTypes", "dependencyPaths", "arrayMatchKeys");

    private final SqlRunner sql;

    public Adoption(SqlRunner sql) {
        this.sql = sql;
    }

    /**
     * Registers them; those that are registered already stay as they are.
     *
     * @param metadata the extension's table of registrations in this database
     * @throws dev.tvsh.commands.connection.DatabaseException if a relation of one of them is missing
     */
    public void register(QualifiedName metadata, List<Registration> registrations) {
        for (int from = 0; from < registrations.size(); from += AT_A_TIME) {
            List<Registration> part = registrations.subList(from, Math.min(from + AT_A_TIME, registrations.size()));
            sql.run(
                    "sql/rollback/adopt.sql.vm",
                    Map.of(
                            "meta", metadata.identifier(),
                            "registrations", Literal.of(JSON.writeValueAsString(part)),
                            "arrays", ARRAYS.stream().map(Literal::of).toList()));
        }
    }

    /** Gives event triggers the states that they had; a restore brings those of an extension back switched on. */
    public void restoreStates(List<EventTriggerState> eventTriggers) {
        for (EventTriggerState trigger : eventTriggers) {
            sql.run(
                    "sql/rollback/event-trigger-state.sql.vm",
                    Map.of(
                            "trigger", Identifier.of(trigger.name()),
                            "disabled", trigger.firing() == TriggerFiring.DISABLED,
                            "replica", trigger.firing() == TriggerFiring.REPLICA,
                            "always", trigger.firing() == TriggerFiring.ALWAYS));
        }
    }
}
