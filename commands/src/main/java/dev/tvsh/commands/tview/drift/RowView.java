package dev.tvsh.commands.tview.drift;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Literal;
import java.util.Map;
import java.util.function.Supplier;

/** Which rows a question sees: those of now, or those of a snapshot that another session keeps. */
public interface RowView {

    /** Asks the questions, which must not touch transactions themselves. */
    <T> T read(SqlRunner sql, Supplier<T> questions);

    /** The rows of now. */
    static RowView current() {
        return new RowView() {
            @Override
            public <T> T read(SqlRunner sql, Supplier<T> questions) {
                return questions.get();
            }
        };
    }

    /**
     * The rows of a snapshot, so that they agree with all else that was read in it.
     *
     * @param snapshot as {@code pg_export_snapshot} named it in a session that still stands in that transaction
     */
    static RowView ofSnapshot(String snapshot) {
        return new RowView() {
            @Override
            public <T> T read(SqlRunner sql, Supplier<T> questions) {
                sql.run("sql/server/begin-snapshot.sql.vm", Map.of());
                try {
                    sql.run("sql/server/take-snapshot.sql.vm", Map.of("snapshot", Literal.of(snapshot)));
                    return questions.get();
                } finally {
                    sql.run("sql/server/rollback.sql.vm", Map.of());
                }
            }
        };
    }
}
