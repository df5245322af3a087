package dev.tvsh.commands.refresh;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import java.util.ArrayList;
import java.util.List;

/** Fills the tables of some TVIEWs again from their views, each after those of them that it reads. */
public final class RefreshCommand implements Command {

    @Override
    public CommandSpec spec() {
        List<OptionSpec> options = new ArrayList<>(List.of(RefreshSelection.DEPENDENTS_OPTION));
        options.addAll(RefreshOptions.specs());
        return CommandSpec.changing(
                "refresh",
                "fill the tables of these TVIEWs again from their views",
                "NAME...",
                options.toArray(OptionSpec[]::new));
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        if (invocation.arguments().isEmpty()) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "refresh takes the names of TVIEWs",
                    List.of("tviews lists them; refresh-all refreshes all of them"));
        }
        return RefreshProcedure.run(invocation, context);
    }
}
