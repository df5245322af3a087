package dev.tvsh.commands;

/** One command of the shell: what it is called and takes, and how it runs. */
public interface Command {

    CommandSpec spec();

    /** What this call asks of the server. */
    default ServerUse server(Invocation invocation) {
        return ServerUse.NEEDED;
    }

    /**
     * Runs the command.
     *
     * @return its answer, also where that is negative
     * @throws TvshException if it cannot be carried out, or is refused
     */
    Outcome run(Invocation invocation, CommandContext context);
}
