package dev.tvsh.commands.triggers;

import dev.tvsh.commands.tview.TriggerFiring;
import java.util.ArrayList;
import java.util.List;

/**
 * The way from what triggers are now to what was recorded of them.
 *
 * @param back those that are off and were not: what disable-triggers did to them is undone
 * @param touched those that somebody else has set since, from what was recorded to what they are now
 * @param unknown those that are off and of which nothing was recorded: made or renamed since
 */
record Restoration(List<TriggerChange> back, List<TriggerChange> touched, TriggerStates unknown) {

    static Restoration of(TriggerStates recorded, LiveTriggers now) {
        List<TriggerChange> back = new ArrayList<>();
        List<TriggerChange> touched = new ArrayList<>();
        recorded.asMap()
                .forEach((name, was) -> now.all().find(name).ifPresent(is -> {
                    if (is == TriggerFiring.DISABLED && was.firesForWriters()) {
                        back.add(new TriggerChange(name, is, was));
                    } else if (is != was) {
                        touched.add(new TriggerChange(name, was, is));
                    }
                }));
        TriggerStates unknown = now.onTables()
                .only(TriggerFiring.DISABLED)
                .without(recorded.asMap().keySet());
        // A partition that is attached while the parent's trigger is off gets a clone that is off.
        List<TriggerName> attached = new ArrayList<>();
        unknown.asMap()
                .forEach((name, is) -> now.inherited(name, recorded)
                        .filter(TriggerFiring::firesForWriters)
                        .ifPresent(was -> {
                            back.add(new TriggerChange(name, is, was));
                            attached.add(name);
                        }));
        return new Restoration(List.copyOf(back), List.copyOf(touched), unknown.without(attached));
    }

    /** Those of {@code touched} that disable-triggers had switched off: whose word counts is for the user to say. */
    List<TriggerChange> contested() {
        return touched.stream()
                .filter(change -> change.from().firesForWriters())
                .toList();
    }

    /** All that takes the triggers to exactly what was recorded, also those that somebody else has set. */
    List<TriggerChange> exactly() {
        List<TriggerChange> changes = new ArrayList<>(back);
        touched.forEach(change -> changes.add(new TriggerChange(change.name(), change.to(), change.from())));
        return changes;
    }
}
