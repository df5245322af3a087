package dev.tvsh.commands.refresh;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Fills the tables of all TVIEWs again from their views, each after those that it reads. */
public final class RefreshAllCommand implements Command {

    @Override
    public CommandSpec spec() {
        List<OptionSpec> options = new ArrayList<>(List.of(
                OptionSpec.value("only", "NAMES", "refresh these, separated by commas"),
                RefreshSelection.DEPENDENTS_OPTION,
                OptionSpec.value("except", "NAMES", "leave these out")));
        options.addAll(RefreshOptions.specs());
        return CommandSpec.changing(
                "refresh-all",
                "fill the tables of all TVIEWs again from their views",
                "",
                options.toArray(OptionSpec[]::new));
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        return RefreshProcedure.run(invocation, context);
    }
}
