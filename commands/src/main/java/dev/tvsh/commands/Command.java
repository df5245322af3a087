package dev.tvsh.commands;

/** One command of the shell: what it is called and takes, and how it runs. */
public interface Command {

    CommandSpec spec();

    /**
     * Runs the command.
     *
     * @return its answer, also where that is negative
     * @throws TvshException if it cannot be carried out, or is refused
     */
    Outcome run(Invocation invocation, CommandContext context);
}
