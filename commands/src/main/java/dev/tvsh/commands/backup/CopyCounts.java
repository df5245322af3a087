package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Literal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many rows a program has copied by now, as the server counts them, asked in a session of its own for progress only: it is
 * not recorded, begins only when something takes long, and where there is none nothing is known.
 */
final class CopyCounts implements AutoCloseable {

    private static final long FIRST_MILLIS = 1_500;
    private static final long BETWEEN_MILLIS = 1_000;

    /** The first release that counts them. */
    private static final int COUNTS = 140_000;

    private final CommandContext context;
    private final String database;
    private final String program;
    private final boolean sized;
    private long next;
    private boolean useless;
    private @Nullable SqlRunner sql;

    /**
     * One that has asked nothing yet.
     *
     * @param program as it calls itself to the server
     * @param sized whether the size of the database is asked for, for which the server looks at every file of it
     */
    CopyCounts(CommandContext context, String database, String program, boolean sized) {
        this.context = context;
        this.database = database;
        this.program = program;
        this.sized = sized;
        this.next = context.clock().millis() + FIRST_MILLIS;
    }

    /**
     * What is copied at one moment.
     *
     * @param rows by {@code schema.table}, as the programs write names
     * @param bytes the size of the database; 0 if nothing is copied, or if that is not asked for
     */
    record Counted(Map<String, Long> rows, long bytes) {}

    /** What is copied now; empty if it is not yet time to ask again, or nobody answers. */
    Optional<Counted> ask() {
        if (useless || context.clock().millis() < next) {
            return Optional.empty();
        }
        next = context.clock().millis() + BETWEEN_MILLIS;
        try {
            if (sql == null) {
                sql = SqlRunner.open(
                        () -> context.connector().connectTo(database), context.templates(), unrecorded -> {});
            }
            if (sql.info().serverVersionNum() >= COUNTS) {
                return Optional.of(count(sql));
            }
            useless = true;
        } catch (TvshException e) {
            e.passOnIfInterrupted();
            useless = true;
        }
        return Optional.empty();
    }

    private Counted count(SqlRunner asked) {
        Map<String, Long> rows = new HashMap<>();
        long bytes = 0;
        for (Row row :
                asked.query("sql/progress/copies.sql.vm", Map.of("program", Literal.of(program), "sized", sized))) {
            rows.put(row.text("schema") + "." + row.text("name"), row.number("rows"));
            bytes = row.number("bytes");
        }
        return new Counted(rows, bytes);
    }

    @Override
    public void close() {
        if (sql != null) {
            sql.close();
        }
    }
}
