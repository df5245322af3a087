package dev.tvsh.commands.readonly;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.Identifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tries in a new session whether a write is refused; it would change no row if it were not. */
final class WriteRefusal {

    private static final String READ_ONLY_TRANSACTION = "25006";

    private final CommandContext context;

    WriteRefusal(CommandContext context) {
        this.context = context;
    }

    /**
     * Whether it is.
     *
     * @param role to write as; the own one if empty
     */
    Fact<Boolean> proved(Optional<String> role) {
        try (SqlRunner sql = context.open()) {
            List<Row> tables = sql.query("sql/readonly/any-table.sql.vm", Map.of());
            sql.run("sql/readonly/begin.sql.vm", Map.of());
            try {
                if (role.isPresent()) {
                    sql.run("sql/readonly/role.sql.vm", Map.of("role", Identifier.of(role.get())));
                }
                if (tables.isEmpty()) {
                    return Fact.known(
                            sql.one("sql/readonly/effective.sql.vm", Map.of()).flag("enabled"));
                }
                QualifiedName table = new QualifiedName(
                        tables.get(0).text("schema"), tables.get(0).text("name"));
                sql.run("sql/readonly/try.sql.vm", Map.of("table", table.identifier()));
                return Fact.known(false);
            } catch (ConnectionLostException e) {
                throw e;
            } catch (DatabaseException e) {
                return e.sqlState().equals(READ_ONLY_TRANSACTION)
                        ? Fact.known(true)
                        : Fact.undetermined(e.getMessage());
            } finally {
                sql.run("sql/server/rollback.sql.vm", Map.of());
            }
        }
    }
}
