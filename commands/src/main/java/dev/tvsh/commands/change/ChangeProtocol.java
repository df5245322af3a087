package dev.tvsh.commands.change;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Event;
import dev.tvsh.templates.Rendered;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Nothing changes unseen: shows a change and its undo, asks, and makes it while no other tvsh changes this target. */
public final class ChangeProtocol {

    private static final String UNDO = "undo    ";

    private final CommandContext context;

    public ChangeProtocol(CommandContext context) {
        this.context = context;
    }

    /**
     * Shows the change; with {@code --dry-run} shows what would run and stops; else asks and acts.
     *
     * @param action makes the change under the lock. Time has passed since the facts behind {@code change} were read, so
     *     it reads again what matters, journals, acts and verifies
     * @return the answer of {@code action}, or that of a dry run
     * @throws dev.tvsh.commands.TvshException with {@link dev.tvsh.commands.ExitCode#REFUSED} if the answer is no, nobody
     *     can be asked, or another tvsh is at work
     */
    public Outcome run(Change change, Invocation invocation, Supplier<Outcome> action) {
        show(change);
        if (invocation.dryRun()) {
            return dryRun(change);
        }
        context.confirmation().ask(change.question(), invocation);
        Journal.Lock lock = context.journal().lock();
        try {
            return action.get();
        } finally {
            lock.close();
        }
    }

    private void show(Change change) {
        context.say(change.headline());
        change.consequences().forEach(context::say);
        String margin = UNDO;
        for (String line : change.undo()) {
            context.say(margin + line);
            margin = " ".repeat(UNDO.length());
        }
    }

    private Outcome dryRun(Change change) {
        List<Rendered> statements = change.statements().get();
        statements.forEach(statement -> context.output().accept(new Event.WouldRun(statement)));
        return Outcome.done(
                Map.of(
                        "dryRun",
                        true,
                        "statements",
                        statements.stream().map(Rendered::text).toList(),
                        "undo",
                        change.undo()),
                List.of("dry run: " + statements.size() + " statements"));
    }
}
