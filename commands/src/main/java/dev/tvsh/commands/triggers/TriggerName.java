package dev.tvsh.commands.triggers;

import dev.tvsh.commands.tview.QualifiedName;
import java.util.Comparator;

/**
 * The name of a trigger, which is unique on its table only.
 *
 * @param trigger the name of the trigger, unquoted
 */
record TriggerName(QualifiedName table, String trigger) implements Comparable<TriggerName> {

    private static final Comparator<TriggerName> ORDER =
            Comparator.comparing(TriggerName::table).thenComparing(TriggerName::trigger);

    @Override
    public int compareTo(TriggerName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return table + " " + trigger;
    }
}
