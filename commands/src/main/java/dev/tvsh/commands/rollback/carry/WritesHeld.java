package dev.tvsh.commands.rollback.carry;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.change.LockPolicy;
import dev.tvsh.commands.change.WaitLimit;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.SessionEndedException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.templates.Literal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every table of the database of now as it is, by a lock that lets readers go on and ends with this session. Whoever
 * keeps it from the lock for long is ended, as the swap would end him some time later.
 */
final class WritesHeld implements AutoCloseable {

    private static final int SECONDS = 5;
    private static final int TRIES = 12;
    /** After so many tries sessions are ended. */
    private static final int PATIENCE = 2;

    private final CommandContext context;
    private final String database;
    private final Map<String, Object> tables;
    private final Literal spared;
    private @Nullable SqlRunner holder;

    /** @param spared the sessions of tvsh itself that go on, as an array of the server */
    WritesHeld(CommandContext context, String database, Collection<QualifiedName> tables, Literal spared) {
        this.context = context;
        this.database = database;
        this.spared = spared;
        this.tables =
                Map.of("tables", tables.stream().map(QualifiedName::identifier).toList());
    }

    /** Holds them. @throws TvshException if that cannot be had for a minute */
    void hold() {
        for (int tries = 1; !held(tries > PATIENCE); tries++) {
            if (tries == TRIES) {
                throw new TvshException(
                        ExitCode.REFUSED,
                        "writes to " + database + " cannot be held off: a lock on its tables is not to be had",
                        List.of(
                                "read-only on, or pause the pool; drain shows who is there",
                                "State: " + database + " is as it was, the restored database stays beside.",
                                "the same command again goes on"));
            }
            context.output().accept(new Event.Progress("waiting for writers to end", tries, TRIES, ""));
        }
    }

    private boolean held(boolean ending) {
        SqlRunner session = context.open(database);
        boolean locked = false;
        LockPolicy policy = LockPolicy.once(SECONDS).on(session);
        WaitLimit limit = new WaitLimit(session, policy);
        try (limit) {
            if (ending) {
                session.run("sql/carry/end-others.sql.vm", Map.of("database", Literal.of(database), "pids", spared));
            }
            session.run("sql/tview/content-settings.sql.vm", Map.of());
            session.run("sql/rollback/begin.sql.vm", Map.of());
            session.run("sql/change/settings.sql.vm", Map.of("lockTimeout", policy.timeout()));
            if (policy.bySession()) {
                session.run("sql/change/wait-without-error.sql.vm", Map.of());
            }
            limit.during(() -> session.run("sql/carry/lock.sql.vm", tables));
            holder = session;
            locked = true;
        } catch (SessionEndedException e) {
            try (SqlRunner other = context.open(database)) {
                limit.endAtServer(other);
            }
        } catch (DatabaseException e) {
            if (!LockPolicy.isWorthAnotherTry(e)) {
                throw e;
            }
        } finally {
            if (!locked) {
                session.close();
            }
        }
        return locked;
    }

    /** The session that holds them. */
    SqlRunner session() {
        SqlRunner session = holder;
        if (session == null) {
            throw new IllegalStateException("nothing is held");
        }
        return session;
    }

    @Override
    public void close() {
        SqlRunner session = holder;
        holder = null;
        if (session != null) {
            session.close();
        }
    }
}
