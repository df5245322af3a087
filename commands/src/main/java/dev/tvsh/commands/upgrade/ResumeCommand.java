package dev.tvsh.commands.upgrade;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.ServerUse;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.refresh.OpenRefreshes;
import dev.tvsh.commands.triggers.DisableTriggersCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finishes what an interrupted tvsh has left open on this target, or says who does. */
public final class ResumeCommand implements Command {

    @Override
    public CommandSpec spec() {
        return CommandSpec.changing("resume", "finish what an interrupted tvsh left open", "");
    }

    @Override
    public ServerUse server(Invocation invocation) {
        return ServerUse.IF_THERE;
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        OpenWork work = new OpenWork(context);
        Optional<String> rollback = work.unfinishedRollback();
        if (rollback.isPresent()) {
            context.say(rollback.get());
            return new Outcome(
                    ExitCode.NEGATIVE,
                    Map.of("open", List.of(SwitchRun.ROLLBACK)),
                    List.of("a rollback is not finished"));
        }
        // A way back begun later wins over the upgrade that it takes back.
        Optional<Journal.Entry> open = work.openRollback().or(work::openUpgrade);
        if (open.isPresent()) {
            return work.resume(open.get(), invocation);
        }
        return tellTheRest(context);
    }

    private static Outcome tellTheRest(CommandContext context) {
        List<String> open = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        if (!context.journal().open(DisableTriggersCommand.NAME).isEmpty()) {
            open.add(DisableTriggersCommand.NAME);
            lines.add("triggers are switched off    → enable-triggers");
        }
        for (String command : OpenRefreshes.commands(context.journal())) {
            open.add(command.replaceAll(" .*", ""));
            lines.add("refreshing was interrupted    → " + command);
        }
        if (lines.isEmpty()) {
            lines.add("nothing is open");
        }
        lines.forEach(context::say);
        return Outcome.done(Map.of("open", open), lines);
    }
}
