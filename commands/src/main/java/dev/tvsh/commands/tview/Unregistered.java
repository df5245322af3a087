package dev.tvsh.commands.tview;

import java.util.Optional;

/**
 * Something made as a TVIEW that the extension does not know: writes succeed, and its table silently stays behind.
 *
 * @param entity as its triggers say, or else as its table is named
 * @param table its table, if it has the usual name
 * @param view its view, if it has the usual name
 * @param triggers how many triggers were made for it, without the copies on partitions
 */
public record Unregistered(String entity, Optional<QualifiedName> table, Optional<QualifiedName> view, int triggers) {
    /** The table if it was found, else the entity; for messages. */
    public String shown() {
        return table.map(QualifiedName::toString).orElse(entity);
    }
}
