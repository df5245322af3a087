package dev.tvsh.shell.meta;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.connection.SessionInfo;
import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import dev.tvsh.shell.interpreter.UserConnection;
import dev.tvsh.shell.interpreter.Variables;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Templates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code \connect} and {@code \conninfo}. */
final class ConnectCommands {

    private ConnectCommands() {}

    static List<MetaCommand> all(Reconnect reconnect, Supplier<Templates> templates) {
        return List.of(
                MetaCommand.of(
                        "connect c",
                        ArgumentStyle.NAMES,
                        "[-reuse-previous=on|off] [DBNAME [USER [HOST [PORT]]]]",
                        "connect elsewhere",
                        call -> connect(call, reconnect)),
                MetaCommand.of(
                        "conninfo", ArgumentStyle.NAMES, "", "who is connected to what", ConnectCommands::conninfo),
                MetaCommand.of(
                        "encoding",
                        ArgumentStyle.WORDS,
                        "[ENCODING]",
                        "show or set the encoding of the session",
                        call -> encoding(call, templates)));
    }

    private static void connect(Call call, Reconnect reconnect) {
        Optional<SessionInfo> before = call.state().connection().known().map(Session::info);
        try {
            UserConnection now = call.state().connection();
            now.change(reconnect.to(call.meta().words(), now.connector(), !now.isLeft()));
        } catch (ConnectionLostException e) {
            if (call.place().isTerminal()) {
                throw new TvshException(ExitCode.FATAL, e.getMessage() + "\nPrevious connection kept", List.of(), e);
            }
            call.state().connection().leave();
            throw new TvshException(ExitCode.FATAL, "\\connect: " + e.getMessage(), List.of(), e);
        } catch (TvshException e) {
            if (e.exitCode() != ExitCode.CONNECTION || call.place().isTerminal()) {
                throw e;
            }
            call.state().connection().leave();
            throw new TvshException(ExitCode.FATAL, e.getMessage(), e.advice(), e);
        }
        if (call.state().variables().isOn(Variables.QUIET)) {
            return;
        }
        SessionInfo info = call.state().connection().session().info();
        boolean elsewhere = before.map(was -> !was.host().equals(info.host()) || was.port() != info.port())
                .orElse(true);
        call.state().output().echo("You are now connected" + who(info) + (elsewhere ? where(info) : "") + ".\n");
    }

    private static void conninfo(Call call) {
        Optional<SessionInfo> connected = call.state().connection().current().map(Session::info);
        if (connected.isEmpty()) {
            call.state().output().echo("You are currently not connected to a database.\n");
            return;
        }
        SessionInfo info = connected.get();
        String encryption = info.encryption()
                .map(tls -> "SSL connection (protocol: " + tls.protocol() + ", cipher: " + tls.cipher()
                        + ", compression: off)\n")
                .orElse("");
        call.state().output().echo("You are connected" + who(info) + where(info) + ".\n" + encryption);
    }

    /** What the server sends and takes; here everything is read and written in UTF-8 all the same. */
    private static void encoding(Call call, Supplier<Templates> templates) {
        String name = call.word(0);
        if (name.isEmpty()) {
            call.state().output().echo(current(call) + "\n");
            return;
        }
        try {
            new CatalogQuery(call, templates.get())
                    .rows("sql/meta/client-encoding.sql.vm", Map.of("encoding", Literal.of(name)));
        } catch (ConnectionLostException e) {
            throw e;
        } catch (DatabaseException e) {
            throw new TvshException(
                    ExitCode.FATAL, name + ": invalid encoding name or conversion procedure not found", List.of(), e);
        }
        call.state().variables().set("ENCODING", current(call));
    }

    private static String current(Call call) {
        return call.state().connection().session().parameter("client_encoding");
    }

    private static String who(SessionInfo info) {
        return " to database \"" + info.database() + "\" as user \"" + info.user() + "\"";
    }

    private static String where(SessionInfo info) {
        String port = " at port \"" + info.port() + "\"";
        if (info.address().isEmpty()) {
            return " via socket in \"" + info.host() + "\"" + port;
        }
        if (info.host().startsWith("/")) {
            return " on address \"" + info.address() + "\"" + port;
        }
        String address = info.address().equals(info.host()) ? "" : " (address \"" + info.address() + "\")";
        return " on host \"" + info.host() + "\"" + address + port;
    }
}
