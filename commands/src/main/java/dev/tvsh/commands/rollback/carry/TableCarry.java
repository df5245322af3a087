package dev.tvsh.commands.rollback.carry;

import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Rendered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gives one table of the side database the rows of now. Only those parts move in which rows differ, and as text, into a
 * table of the session: what the side database does not take then fails in an INSERT and not in a COPY.
 */
final class TableCarry {

    /** More parts than this, and all rows move. */
    private static final int FEW = RowSums.PARTS / 4;

    private final SqlRunner now;
    private final SqlRunner side;
    private final RowSums sums;
    private final Literal encoding;

    /** @param side in a transaction, with the table that takes rows in between */
    TableCarry(SqlRunner now, SqlRunner side, RowSums sums) {
        this.now = now;
        this.side = side;
        this.sums = sums;
        this.encoding =
                Literal.of(now.one("sql/carry/encoding.sql.vm", Map.of()).text("encoding"));
    }

    /** Carries it over, or tells what is in the way and leaves it as it was. */
    Optional<TableChange> carry(TableShape table, Consumer<Conflict> conflicts) {
        Map<String, Object> values = table.values(side);
        values.put("within", within(values, sums.differing(table)));
        side.run("sql/carry/savepoint.sql.vm", Map.of());
        try {
            stage(values);
            Row counts = side.one("sql/carry/compare.sql.vm", values);
            side.run("sql/carry/delete.sql.vm", values);
            side.run(insertion(table, values));
            return Optional.of(new TableChange(
                    table.name(), counts.number("inserted"), counts.number("changed"), counts.number("deleted")));
        } catch (ConnectionLostException e) {
            throw e;
        } catch (DatabaseException e) {
            side.run("sql/carry/to-savepoint.sql.vm", Map.of());
            conflicts.accept(new Conflict(table.name(), "its rows cannot be carried over: " + said(e)));
            return Optional.empty();
        }
    }

    private void stage(Map<String, Object> values) {
        side.run("sql/carry/stage-empty.sql.vm", Map.of());
        Map<String, Object> all = new HashMap<>(values);
        all.put("encoding", encoding);
        RowPipe.copy(
                now, now.render("sql/carry/read.sql.vm", all), side, side.render("sql/carry/stage-fill.sql.vm", all));
        side.run("sql/carry/stage-analyze.sql.vm", Map.of());
    }

    private Rendered within(Map<String, Object> values, Set<Long> parts) {
        Map<String, Object> all = new HashMap<>(values);
        all.put("all", parts.size() > FEW);
        all.put("buckets", Literal.of(RowSums.PARTS));
        all.put("parts", Literal.ofNumbers(parts));
        return side.render("sql/carry/within.sql.vm", all);
    }

    private Rendered insertion(TableShape table, Map<String, Object> values) {
        List<String> written = table.written();
        Map<String, Object> all = new HashMap<>(values);
        all.put("columns", Identifier.list(written));
        all.put("list", written.stream().map(Identifier::of).toList());
        return side.render("sql/carry/insert.sql.vm", all);
    }

    private static String said(DatabaseException e) {
        String detail = e.error().detail();
        return detail == null || detail.isEmpty() ? e.getMessage() : e.getMessage() + ": " + detail;
    }
}
