package dev.tvsh.commands.check;

import dev.tvsh.commands.connection.Row;
import dev.tvsh.templates.Literal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Whether transactions are open for long: a stop ends them. */
final class LongTransactionsCheck implements Check {
    private final Duration limit;

    /** @param limit how long a transaction may be open */
    LongTransactionsCheck(Duration limit) {
        this.limit = limit;
    }

    @Override
    public String id() {
        return "env.long_xacts";
    }

    @Override
    public Severity severity() {
        return Severity.WARN;
    }

    @Override
    public Finding run(CheckContext context) {
        if (!context.sql().one("sql/check/activity-visible.sql.vm", Map.of()).flag("visible")) {
            return Finding.undetermined(
                    this, "this role is not told of other sessions' transactions (pg_read_all_stats)");
        }
        List<Row> rows = context.sql()
                .query("sql/check/long-transactions.sql.vm", Map.of("seconds", Literal.of(limit.toSeconds())));
        if (rows.isEmpty()) {
            return Finding.ok(this);
        }
        List<String> shown = rows.stream()
                .map(row -> "pid " + row.text("pid") + " (" + row.text("role") + ", " + row.text("state") + ", "
                        + Shown.age(row.number("seconds")) + ")")
                .toList();
        return Finding.problem(
                this,
                shown,
                Shown.count(rows.size(), "transaction") + " open for more than " + Shown.age(limit.toSeconds()) + ": "
                        + Shown.names(shown),
                "let them end");
    }

    @Override
    public boolean lasting() {
        return false;
    }
}
