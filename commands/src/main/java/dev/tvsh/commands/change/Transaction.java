package dev.tvsh.commands.change;

import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.SqlRunner;
import java.util.Map;
import java.util.function.Supplier;

/** One READ COMMITTED transaction of a change, which waits for locks no longer than told, and is durable when it returns. */
final class Transaction {

    private final SqlRunner sql;
    private final LockPolicy policy;

    Transaction(SqlRunner sql, LockPolicy policy) {
        this.sql = sql;
        this.policy = policy;
    }

    /** Runs {@code work} and commits; what is refused, by the server or by {@code work}, is rolled back whole. */
    <T> T run(Supplier<T> work) {
        sql.run("sql/server/begin.sql.vm", Map.of());
        try {
            sql.run("sql/change/settings.sql.vm", Map.of("lockTimeout", policy.timeout()));
            if (policy.bySession()) {
                sql.run("sql/change/wait-without-error.sql.vm", Map.of());
            }
            T result = work.get();
            sql.run("sql/server/commit.sql.vm", Map.of());
            return result;
        } catch (ConnectionLostException e) {
            throw e;
        } catch (TvshException e) {
            sql.run("sql/server/rollback.sql.vm", Map.of());
            throw e;
        }
    }
}
