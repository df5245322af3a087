package dev.tvsh.commands.triggers;

import dev.tvsh.commands.tview.TriggerFiring;
import java.util.Map;

/** One trigger that goes from one state to another. */
record TriggerChange(TriggerName name, TriggerFiring from, TriggerFiring to) {

    /** As the JSON document has it; an event trigger has an empty table. */
    Map<String, Object> toJson() {
        return Map.of("table", name.table(), "trigger", name.trigger(), "from", from.letter(), "to", to.letter());
    }

    @Override
    public String toString() {
        return name + " " + from.letter() + " -> " + to.letter();
    }
}
