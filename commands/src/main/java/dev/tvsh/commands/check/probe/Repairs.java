package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.check.catalog.Ask;
import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.check.catalog.Fix;
import dev.tvsh.commands.check.ledger.BuildMarks;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the statements that repair what a query finds, in every database that it is asked in. */
public final class Repairs {
    private final CheckContext context;
    private final CheckSpec check;
    private final BuildMarks marks;
    private final Ask.Query query;
    private final Fix.Statement fix;
    private final List<Repair> due = new ArrayList<>();

    /** @param marks which objects were made anew since the server has a correction, and need nothing more */
    public Repairs(CheckContext context, CheckSpec check, Ask.Query query, Fix.Statement fix, BuildMarks marks) {
        this.context = context;
        this.check = check;
        this.marks = marks;
        this.query = query;
        this.fix = fix;
    }

    /** The statements, database by database. */
    public List<Repair> due() {
        find(context.sql(), "");
        if (query.everywhere()) {
            for (Row row : Databases.others(context.sql())) {
                String database = row.text("name");
                try (SqlRunner sql = context.command().open(database)) {
                    Databases.lookOnly(sql, context.limit());
                    find(sql, database);
                }
            }
        }
        return List.copyOf(due);
    }

    private void find(SqlRunner sql, String database) {
        sql.each(query.template(), QueryRows.values(query, context), row -> {
            if (!QueryRows.paid(check, context, marks, row, sql.info().database())) {
                due.add(new Repair(
                        database,
                        sql.render(fix.template(), Map.of("object", object(row), "concurrently", concurrently(row)))));
            }
        });
    }

    /** A database has no schema. */
    private static Identifier object(Row row) {
        String schema = row.nullable("schema");
        return schema == null ? Identifier.of(row.text("name")) : Identifier.of(schema, row.text("name"));
    }

    /** Whether it can be rebuilt beside its use, where the query tells. */
    private static boolean concurrently(Row row) {
        return row.columns().stream().anyMatch(column -> column.name().equals("concurrently"))
                && row.flag("concurrently");
    }
}
