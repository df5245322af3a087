package dev.tvsh.commands.journal;

import dev.tvsh.commands.connection.Connector;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.templates.Templates;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks a target which database it is, in a session of its own; a server that is stopped does not answer. */
public final class IdentityProbe implements Supplier<Optional<DatabaseIdentity>> {

    private final Connector connector;
    private final Templates templates;
    private final EventSink events;

    public IdentityProbe(Connector connector, Templates templates, EventSink events) {
        this.connector = connector;
        this.templates = templates;
        this.events = events;
    }

    @Override
    public Optional<DatabaseIdentity> get() {
        try (SqlRunner sql = SqlRunner.open(connector::connect, templates, events)) {
            Row row = sql.one("sql/server/identity.sql.vm", Map.of());
            return Optional.of(new DatabaseIdentity(row.text("system_identifier"), row.text("oid"), row.text("name")));
        } catch (DatabaseException e) {
            return Optional.empty();
        }
    }
}
