package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
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

    private final CommandContext context;
    private final RestorePlan plan;
    private final CarryOver carry;

    QuietMoment(CommandContext context, RestorePlan plan, CarryOver carry) {
        this.context = context;
        this.plan = plan;
        this.carry = carry;
    }

    @Override
    public void reach(SqlRunner maintenance) {
        Instant deadline = context.clock().instant().plus(PATIENCE);
        while (maintenance.one("sql/carry/held.sql.vm", Map.of()).number("holders") > 0) {
            pause(deadline, "somebody changes settings of roles or databases, and does not commit");
        }
        maintenance.run("sql/carry/hold-off.sql.vm", Map.of());
        Map<String, Literal> others = Map.of("database", Literal.of(plan.database()), "pids", carry.pids());
        while (maintenance.one("sql/carry/end-others.sql.vm", others).number("ended") > 0) {
            pause(deadline, "sessions on " + plan.database() + " do not end");
            maintenance.run("sql/carry/fresh.sql.vm", Map.of());
        }
        carry.lastLook();
        maintenance.run("sql/carry/fresh.sql.vm", Map.of());
    }

    private void pause(Instant deadline, String why) {
        if (context.clock().instant().isAfter(deadline)) {
            throw new TvshException(
                    ExitCode.NEGATIVE,
                    why,
                    List.of("State: nothing was renamed.", "the same command again goes on with the swap"));
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new TvshException(ExitCode.INTERRUPTED, "interrupted", List.of("State: nothing was renamed."), e);
        }
    }
}
