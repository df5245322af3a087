package dev.tvsh.commands.backup;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Identifier;
import java.util.List;
import java.util.Map;

/**
 * Keeps the event triggers of a side database from firing, in a session where only those fire that always do: what they forbid
 * or follow are the statements of whoever uses a database.
 */
public final class EventTriggersOff {

    private final SqlRunner side;
    private List<Firing> firing = List.of();

    private record Firing(String name, boolean always) {}

    /** @param side with {@code session_replication_role} set to {@code replica} */
    public EventTriggersOff(SqlRunner side) {
        this.side = side;
    }

    public void off() {
        firing = side.query("sql/rollback/event-triggers.sql.vm", Map.of()).stream()
                .map(row -> new Firing(row.text("name"), row.flag("always")))
                .toList();
        set(true);
    }

    /** Puts them back as they were. */
    public void restore() {
        set(false);
    }

    private void set(boolean off) {
        for (Firing trigger : firing) {
            side.run(
                    "sql/trigger/set-event-state.sql.vm",
                    Map.of(
                            "trigger",
                            Map.of(
                                    "name",
                                    Identifier.of(trigger.name()),
                                    "off",
                                    off,
                                    "always",
                                    trigger.always(),
                                    "replica",
                                    !trigger.always())));
        }
    }
}
