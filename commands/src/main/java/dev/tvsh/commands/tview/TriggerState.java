package dev.tvsh.commands.tview;

import java.util.Comparator;

/**
 * A trigger that tells the extension of writes to a table.
 *
 * @param table the table that it sits on
 * @param handler the function that it calls
 * @param firing when it fires
 * @param entity its argument, the entity that it was made for; empty if it has none
 * @param partitionClone whether it is the copy, on a partition, of a trigger of the partitioned table
 * @param definition its CREATE TRIGGER statement, names with their schema
 */
public record TriggerState(
        QualifiedName table,
        String name,
        QualifiedName handler,
        TriggerFiring firing,
        String entity,
        boolean partitionClone,
        String definition)
        implements Comparable<TriggerState> {
    private static final Comparator<TriggerState> ORDER =
            Comparator.comparing(TriggerState::table).thenComparing(TriggerState::name);

    @Override
    public int compareTo(TriggerState other) {
        return ORDER.compare(this, other);
    }
}
