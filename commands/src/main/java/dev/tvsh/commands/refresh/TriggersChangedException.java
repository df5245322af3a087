package dev.tvsh.commands.refresh;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerFiring;
import java.util.List;
import java.util.Map;

/** The triggers of a table are not what they were when its refresh was written. It was rolled back. */
final class TriggersChangedException extends TvshException {

    private static final long serialVersionUID = 1L;

    private final transient QualifiedName table;
    private final transient Map<String, TriggerFiring> found;

    TriggersChangedException(QualifiedName table, Map<String, TriggerFiring> found) {
        super(
                ExitCode.NEGATIVE,
                "the triggers of " + table + " changed while it was refreshed",
                List.of("Rolled back. Someone else changes them at the same time. Run the command again."));
        this.table = table;
        this.found = Map.copyOf(found);
    }

    QualifiedName table() {
        return table;
    }

    /** What they are now. */
    Map<String, TriggerFiring> found() {
        return found;
    }
}
