package dev.tvsh.commands.triggers;

import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerFiring;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.ShellWord;
import java.util.Comparator;
import java.util.Optional;

/**
 * The name of a trigger, which is unique on its table only, or of an event trigger, which has none.
 *
 * @param on the table; empty for an event trigger
 * @param trigger the name of the trigger, unquoted
 */
record TriggerName(Optional<QualifiedName> on, String trigger) implements Comparable<TriggerName> {

    private static final QualifiedName LAST = new QualifiedName("\uffff", "");
    private static final Comparator<TriggerName> ORDER = Comparator.<TriggerName, QualifiedName>comparing(
                    name -> name.on().orElse(LAST))
            .thenComparing(TriggerName::trigger);

    TriggerName(QualifiedName table, String trigger) {
        this(Optional.of(table), trigger);
    }

    static TriggerName event(String trigger) {
        return new TriggerName(Optional.empty(), trigger);
    }

    boolean isEvent() {
        return on.isEmpty();
    }

    /** The table as a person reads it; empty for an event trigger. */
    String table() {
        return on.map(QualifiedName::toString).orElse("");
    }

    /** The name as SQL would have it, quoted where it needs that. */
    String typed() {
        String quoted = Identifier.of(trigger).text();
        return on.map(table -> table + "." + quoted).orElse(quoted);
    }

    /** What {@code --state} takes to give it this state, as it stands in a line of tvsh. */
    String given(TriggerFiring state) {
        return "--state " + ShellWord.of(typed() + "=" + state.letter()).text();
    }

    /** The name without any quotes; another trigger may have the same. */
    String unquoted() {
        return on.map(table -> table.schema() + "." + table.name() + ".").orElse("") + trigger;
    }

    @Override
    public int compareTo(TriggerName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return on.map(table -> table + " " + trigger).orElse("event trigger " + trigger);
    }
}
