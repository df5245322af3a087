package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Rendered;
import java.util.List;
import java.util.Map;

/**
 * Drops a side database. The subscriptions that a restore has made there are dropped before it, which the server asks for, and
 * without the publisher's slot, which is that of the database that was backed up.
 */
public final class SideDrop {

    private final CommandContext context;
    private final String database;

    public SideDrop(CommandContext context, String database) {
        this.context = context;
        this.database = database;
    }

    public Rendered statement() {
        return context.templates().render("sql/rollback/drop-side.sql.vm", Map.of("side", Identifier.of(database)));
    }

    public void run(SqlRunner maintenance) {
        List<Identifier> subscriptions =
                maintenance
                        .query("sql/rollback/subscriptions.sql.vm", Map.of("database", Literal.of(database)))
                        .stream()
                        .map(SideDrop::name)
                        .toList();
        if (!subscriptions.isEmpty()) {
            drop(subscriptions);
        }
        maintenance.run(statement());
    }

    private static Identifier name(Row row) {
        return Identifier.of(row.text("name"));
    }

    private void drop(List<Identifier> subscriptions) {
        try (SqlRunner side = context.open(database)) {
            side.run("sql/rollback/fill-settings.sql.vm", Map.of());
            new EventTriggersOff(side).off();
            for (Identifier subscription : subscriptions) {
                Map<String, Identifier> values = Map.of("subscription", subscription);
                side.run("sql/rollback/subscription-disable.sql.vm", values);
                side.run("sql/rollback/subscription-detach.sql.vm", values);
                side.run("sql/rollback/subscription-drop.sql.vm", values);
            }
        }
    }
}
