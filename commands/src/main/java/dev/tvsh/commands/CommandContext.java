package dev.tvsh.commands;

import dev.tvsh.commands.connection.Connector;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.host.HostRunner;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.templates.Templates;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What a command works with. A command opens its own sessions, so it never touches the transaction of the user's session.
 *
 * @param connector opens sessions on the target
 * @param here runs rendered shell text on this machine, where backups and the programs that make them are
 * @param host runs rendered shell text on the cluster's host, which may be another machine, or another user's
 * @param templates what tvsh speaks with
 * @param output where everything that the command says goes
 * @param confirmation asks before a change
 * @param interruption Ctrl-C
 * @param journal what was begun and done on this target, kept outside of it
 * @param configuration the folder of what the user writes for tvsh
 * @param state the folder of tvsh's own state
 * @param clock what time it is
 */
public record CommandContext(
        Connector connector,
        HostRunner here,
        HostRunner host,
        Templates templates,
        EventSink output,
        Confirmation confirmation,
        Interruption interruption,
        Journal journal,
        Path configuration,
        Path state,
        Clock clock) {

    /** A new session on the target database; everything that it runs is rendered from templates and recorded. */
    public SqlRunner open() {
        return SqlRunner.open(connector::connect, templates, output);
    }

    /** A new session on another database of the same cluster. */
    public SqlRunner open(String database) {
        return SqlRunner.open(() -> connector.connectTo(database), templates, output);
    }

    /** The same with another server to open sessions on. */
    public CommandContext at(Connector other) {
        return new CommandContext(
                other, here, host, templates, output, confirmation, interruption, journal, configuration, state, clock);
    }

    /** Shows the user one line. */
    public void say(String line) {
        output.accept(new Event.Line(line));
    }
}
