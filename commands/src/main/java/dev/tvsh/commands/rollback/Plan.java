package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.change.Change;
import java.util.List;
import java.util.Map;

/** Tells of a change without making it, and without asking. */
final class Plan {

    private Plan() {}

    static Outcome show(CommandContext context, Change change) {
        context.say(change.headline());
        change.consequences().forEach(context::say);
        change.undo().forEach(line -> context.say("undo    " + line));
        return Outcome.done(
                Map.of("plan", change.headline(), "consequences", change.consequences(), "undo", change.undo()),
                List.of("plan shown"));
    }
}
