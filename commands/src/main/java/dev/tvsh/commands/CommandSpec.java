package dev.tvsh.commands;

import java.util.List;

/**
 * What the shell knows of a command without running it; help, completion and parsing come from here.
 *
 * @param name the word that the DBA types
 * @param summary one line, without a full stop
 * @param arguments the positional arguments as help shows them, for example {@code [NAME...]}; empty if it takes none
 * @param options its own options; {@code --json}, {@code --help} and, where it changes something, {@code --dry-run} and
 *     {@code --yes} come of themselves
 * @param changes whether it changes the cluster or its host
 */
public record CommandSpec(String name, String summary, String arguments, List<OptionSpec> options, boolean changes) {

    public CommandSpec {
        options = List.copyOf(options);
    }

    /** A command that only looks. */
    public static CommandSpec reading(String name, String summary, String arguments, OptionSpec... options) {
        return new CommandSpec(name, summary, arguments, List.of(options), false);
    }

    /** A command that changes something. */
    public static CommandSpec changing(String name, String summary, String arguments, OptionSpec... options) {
        return new CommandSpec(name, summary, arguments, List.of(options), true);
    }
}
