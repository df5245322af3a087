package dev.tvsh.commands.drain;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.change.Change;
import dev.tvsh.commands.change.ChangeProtocol;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Waits until the others have left the database, and says who is still there. It keeps nobody from coming. */
public final class DrainCommand implements Command {

    private static final int PATIENCE_SECONDS = 60;

    @Override
    public CommandSpec spec() {
        return CommandSpec.changing(
                "drain",
                "wait until other sessions have left the database, showing who is left",
                "",
                OptionSpec.value("below", "N", "until fewer than N are left (default 1: nobody)"),
                OptionSpec.value("timeout", "SECONDS", "wait so long (default " + PATIENCE_SECONDS + ")"),
                OptionSpec.flag("terminate", "then end whoever is left; what they have not committed is rolled back"));
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        int below = invocation.number("below", 1);
        Duration patience = Duration.ofSeconds(invocation.number("timeout", PATIENCE_SECONDS));
        try (SqlRunner sql = context.open()) {
            Leaving leaving = new Leaving(sql, context);
            if (!invocation.has("terminate")) {
                return told(leaving.until(below, patience), below, context);
            }
            ClientSessions now = ClientSessions.read(sql);
            Change change = new Change(
                    Quantity.of(now.count(), "session") + " on " + sql.info().database() + "; those still there after "
                            + patience.toSeconds() + " s will be ended",
                    now.lines(),
                    List.of("none: what they have not committed is rolled back"),
                    () -> List.of(now.ending(context.templates())),
                    Question.yesNo("Go on"));
            return new ChangeProtocol(context).run(change, invocation, () -> {
                ClientSessions left = leaving.until(below, patience);
                if (left.count() >= below) {
                    context.say(Quantity.of(leaving.tell(left), "session") + " told to end");
                    left = leaving.untilEnded(below);
                }
                return told(left, below, context);
            });
        }
    }

    private static Outcome told(ClientSessions left, int below, CommandContext context) {
        Map<String, Object> document = Map.of(
                "left",
                left.count(),
                "sessions",
                left.sessions().stream()
                        .map(ClientSessions.ClientSession::shown)
                        .toList());
        if (left.count() < below) {
            context.say(left.count() == 0 ? "nobody else is on the database" : Quantity.of(left.count()) + " left");
            return Outcome.done(document, List.of("drained"));
        }
        context.say("✗ " + Quantity.of(left.count(), "session") + " left:");
        left.lines().forEach(line -> context.say("  " + line));
        context.say("drain --terminate    ends them; read-only on or the pool's own pause keeps writes away");
        return Outcome.negative(document, List.of("not drained"));
    }
}
