package dev.tvsh.commands.connection;

import java.util.Map;
import java.util.function.Supplier;

/**
 * A transaction that only reads, and in which names come out with their schema. It is rolled back however it ends, so that who
 * is refused something goes on in a session that can be used.
 */
public final class ReadOnlyTransaction {

    private ReadOnlyTransaction() {}

    /**
     * Asks questions, each of which sees what is committed by then.
     *
     * @throws DatabaseException if one is refused
     */
    public static <T> T run(SqlRunner sql, Supplier<T> questions) {
        return within("sql/server/begin-read-only.sql.vm", sql, questions);
    }

    /**
     * Asks questions that all see the same.
     *
     * @throws DatabaseException if one is refused
     */
    public static <T> T snapshot(SqlRunner sql, Supplier<T> questions) {
        return within("sql/server/begin-snapshot.sql.vm", sql, questions);
    }

    private static <T> T within(String begin, SqlRunner sql, Supplier<T> questions) {
        return sql.looking(() -> {
            sql.run(begin, Map.of());
            boolean lost = false;
            try {
                sql.run("sql/server/empty-path.sql.vm", Map.of());
                return questions.get();
            } catch (ConnectionLostException e) {
                lost = true;
                throw e;
            } finally {
                if (!lost) {
                    sql.run("sql/server/rollback.sql.vm", Map.of());
                }
            }
        });
    }
}
