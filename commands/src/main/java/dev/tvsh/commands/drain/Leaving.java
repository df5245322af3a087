package dev.tvsh.commands.drain;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Waits until sessions have left the database, showing who is still there. */
public final class Leaving {

    private static final Duration PAUSE = Duration.ofMillis(250);
    /** How long sessions that were told to end may take to roll back. */
    private static final Duration ENDING = Duration.ofSeconds(30);

    private final SqlRunner sql;
    private final CommandContext context;

    /** @param sql a session on the database */
    public Leaving(SqlRunner sql, CommandContext context) {
        this.sql = sql;
        this.context = context;
    }

    /** Waits until fewer than so many are there. @return who is there at last */
    ClientSessions until(int below, Duration patience) {
        return await(() -> ClientSessions.read(sql), below, patience, "Nothing was changed.");
    }

    /** Waits until those that were told to end have rolled back, and fewer than so many are there. @return who is there at last */
    ClientSessions untilEnded(int below) {
        return await(() -> ClientSessions.read(sql), below, ENDING, "The sessions were told to end.");
    }

    /** Tells these to end. @return how many were still there to be told */
    long tell(ClientSessions sessions) {
        List<Row> rows = new ArrayList<>();
        sql.stream(sessions.ending(context.templates()), rows::add);
        return rows.get(0).number("ended");
    }

    /** Tells these to end, and waits until they have rolled back. @return those that are there all the same */
    public ClientSessions end(ClientSessions sessions) {
        tell(sessions);
        return await(() -> ClientSessions.read(sql).among(sessions), 1, ENDING, "The sessions were told to end.");
    }

    private ClientSessions await(Supplier<ClientSessions> who, int below, Duration patience, String state) {
        Instant deadline = context.clock().instant().plus(patience);
        ClientSessions sessions = who.get();
        while (sessions.count() >= below && context.clock().instant().isBefore(deadline)) {
            context.output()
                    .accept(new Event.Progress(
                            "drain", 0, 0, Quantity.of(sessions.count()) + " left", sessions.lines()));
            pause(state);
            sessions = who.get();
        }
        return sessions;
    }

    private static void pause(String state) {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw new TvshException(ExitCode.INTERRUPTED, "interrupted", List.of(state), e);
        }
    }
}
