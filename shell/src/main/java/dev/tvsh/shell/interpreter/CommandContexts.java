package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.connection.Connector;
import dev.tvsh.commands.output.EventSink;

/** Makes what a command works with, on the target that the user's session has now. */
@FunctionalInterface
public interface CommandContexts {

    CommandContext create(Connector connector, EventSink events);
}
