package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.change.LockPolicy;
import dev.tvsh.commands.change.WaitLimit;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SessionEndedException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.rollback.carry.CarryOver;
import dev.tvsh.templates.Literal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Lets nobody connect until the swap is through, ends all sessions on the database but those that carry over and hold writes
 * off, and lets these look a last time: between the last row that was carried over and the new name nobody can write.
 */
final class QuietMoment implements LastMoment {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PAUSE_MILLIS = 50;

    /** While this waits for a lock on the settings, every login to the server waits. */
    private static final int SECONDS = 2;

    /** The server itself waits for five while sessions end. */
    private static final int RENAMING_SECONDS = 10;

    private static final List<String> STATE =
            List.of("State: nothing was renamed.", "the same command again goes on with the swap");

    private final CommandContext context;
    private final RestorePlan plan;
    private final CarryOver carry;

    QuietMoment(CommandContext context, RestorePlan plan, CarryOver carry) {
        this.context = context;
        this.plan = plan;
        this.carry = carry;
    }

    @Override
    public void reach(SqlRunner maintenance, Runnable renaming) {
        LockPolicy policy = LockPolicy.once(SECONDS).on(maintenance);
        maintenance.run("sql/change/settings.sql.vm", Map.of("lockTimeout", policy.timeout()));
        maintenance.run("sql/change/wait-without-error.sql.vm", Map.of());
        holdOff(maintenance, policy);
        endOthers(maintenance);
        carry.lastLook();
        maintenance.run("sql/carry/fresh.sql.vm", Map.of());
        rename(maintenance, LockPolicy.once(RENAMING_SECONDS).on(maintenance), renaming);
    }

    private void holdOff(SqlRunner maintenance, LockPolicy policy) {
        Instant deadline = deadline();
        boolean held = false;
        while (!held) {
            Row others = maintenance.one("sql/carry/held.sql.vm", Map.of());
            held = others.number("holders") == 0
                    && done(maintenance, policy, () -> maintenance.run("sql/carry/hold-off.sql.vm", Map.of()));
            if (!held) {
                pause(
                        deadline,
                        "somebody reads or changes settings of roles or databases (pg_db_role_setting), in a transaction that"
                                + " does not end: " + others.text("who"));
            }
        }
    }

    private void endOthers(SqlRunner maintenance) {
        Instant deadline = deadline();
        Map<String, Literal> others = Map.of("database", Literal.of(plan.database()), "pids", carry.pids());
        while (maintenance.one("sql/carry/end-others.sql.vm", others).number("ended") > 0) {
            pause(deadline, "sessions on " + plan.database() + " do not end");
            maintenance.run("sql/carry/fresh.sql.vm", Map.of());
        }
    }

    /** Whoever has begun to connect holds on to the name, and waits for this. */
    private void rename(SqlRunner maintenance, LockPolicy policy, Runnable renaming) {
        Instant deadline = deadline();
        Map<String, Literal> names = Map.of("names", Literal.ofTexts(List.of(plan.database(), plan.side())));
        while (!done(maintenance, policy, () -> {
            maintenance.run("sql/carry/end-starting.sql.vm", names);
            renaming.run();
        })) {
            pause(deadline, "somebody holds on to the name of " + plan.database());
        }
    }

    /** Does what may wait for others. @return whether it is done; if not, it had to wait for too long, and nothing is */
    private static boolean done(SqlRunner maintenance, LockPolicy policy, Runnable statements) {
        maintenance.run("sql/carry/savepoint.sql.vm", Map.of());
        WaitLimit limit = new WaitLimit(maintenance, policy);
        try (limit) {
            limit.during(statements);
            return true;
        } catch (SessionEndedException e) {
            throw limit.reached()
                    ? new TvshException(ExitCode.NEGATIVE, "somebody holds a lock that the swap needs", STATE, e)
                    : new TvshException(ExitCode.INTERRUPTED, "interrupted", STATE, e);
        } catch (DatabaseException e) {
            if (!LockPolicy.isWorthAnotherTry(e)) {
                throw e;
            }
            maintenance.run("sql/carry/to-savepoint.sql.vm", Map.of());
            return false;
        }
    }

    private Instant deadline() {
        return context.clock().instant().plus(PATIENCE);
    }

    private void pause(Instant deadline, String why) {
        if (context.clock().instant().isAfter(deadline)) {
            throw new TvshException(ExitCode.NEGATIVE, why, STATE);
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new TvshException(ExitCode.INTERRUPTED, "interrupted", STATE, e);
        }
    }
}
