package dev.tvsh.shell.meta;

import dev.tvsh.commands.connection.Connector;
import java.util.List;

/** Finds where {@code \connect} leads to. */
@FunctionalInterface
public interface Reconnect {

    /**
     * Takes database, user, host and port, as far as they are given; {@code -} stands for what it is now.
     *
     * @param connected whether there is a connection whose settings can be taken over
     */
    Connector to(List<String> words, Connector now, boolean connected);
}
