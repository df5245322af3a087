package dev.tvsh.commands.tview;

import java.util.List;

/**
 * An event trigger of the extension, or of a leftover of it.
 *
 * @param member whether it belongs to the extension
 */
public record EventTriggerState(
        String name, TriggerFiring firing, QualifiedName handler, List<String> tags, boolean member) {
    public EventTriggerState {
        tags = List.copyOf(tags);
    }
}
