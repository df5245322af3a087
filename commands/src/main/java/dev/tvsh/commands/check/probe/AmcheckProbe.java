package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the B-tree indexes of this database are in order and have each row, by amcheck, one after the other. */
final class AmcheckProbe implements Probe {
    /** data_corrupted and index_corrupted. */
    private static final Set<String> CORRUPT = Set.of("XX001", "XX002");

    @Override
    public Answer look(CheckContext context) {
        SqlRunner sql = context.sql();
        Row state = sql.one("sql/check/amcheck/state.sql.vm", Map.of());
        String schema = state.text("schema");
        if (schema.isEmpty()) {
            return Answer.undetermined("amcheck is not installed in this database")
                    .withRemedy(
                            state.flag("available")
                                    ? "CREATE EXTENSION amcheck"
                                    : "install the server's contrib package, then CREATE EXTENSION amcheck");
        }
        return verified(sql, schema, sql.query("sql/check/amcheck/indexes.sql.vm", Map.of()));
    }

    private static Answer verified(SqlRunner sql, String schema, List<Row> indexes) {
        List<String> bad = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (Row row : indexes) {
            QualifiedName index = new QualifiedName(row.text("schema"), row.text("name"));
            try {
                sql.query(
                        "sql/check/amcheck/index.sql.vm",
                        Map.of(
                                "check", Identifier.of(schema, "bt_index_check"),
                                "index", Literal.of(index.toString())));
            } catch (ConnectionLostException e) {
                throw e;
            } catch (DatabaseException e) {
                String reason =
                        index + ": " + e.getMessage().lines().findFirst().orElse("");
                if (CORRUPT.contains(e.sqlState())) {
                    bad.add(index.toString());
                    reasons.add(reason);
                } else {
                    open.add(reason);
                }
            }
        }
        if (!bad.isEmpty()) {
            return Answer.problem(
                    bad.stream().sorted().toList(),
                    Quantity.of(bad.size(), "damaged index", "damaged indexes") + " of " + Quantity.of(indexes.size())
                            + ": " + Shown.names(reasons),
                    "");
        }
        return open.isEmpty() ? Answer.ok() : Answer.undetermined("not verified: " + Shown.names(open));
    }
}
