package dev.tvsh.shell.meta;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.connection.SessionInfo;
import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import dev.tvsh.shell.interpreter.Place;
import dev.tvsh.shell.interpreter.Variables;
import java.util.List;
import java.util.Optional;

/** {@code \connect} and {@code \conninfo}. */
final class ConnectCommands {

    private ConnectCommands() {}

    static List<MetaCommand> all(Reconnect reconnect) {
        return List.of(
                MetaCommand.of(
                        "connect c",
                        ArgumentStyle.NAMES,
                        "[-reuse-previous=on|off] [DBNAME [USER [HOST [PORT]]]]",
                        "connect elsewhere",
                        call -> connect(call, reconnect)),
                MetaCommand.of(
                        "conninfo", ArgumentStyle.NAMES, "", "who is connected to what", ConnectCommands::conninfo));
    }

    private static void connect(Call call, Reconnect reconnect) {
        Optional<SessionInfo> before = call.state().connection().known().map(Session::info);
        try {
            call.state()
                    .connection()
                    .change(reconnect.to(
                            call.meta().words(), call.state().connection().connector()));
        } catch (ConnectionLostException e) {
            // A script must not go on where it is: what follows was meant for elsewhere.
            boolean typed = call.place().equals(Place.TERMINAL);
            throw new TvshException(
                    ExitCode.CONNECTION,
                    typed ? e.getMessage() + "\nPrevious connection kept" : "\\connect: " + e.getMessage(),
                    List.of(),
                    e);
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

    private static String who(SessionInfo info) {
        return " to database \"" + info.database() + "\" as user \"" + info.user() + "\"";
    }

    private static String where(SessionInfo info) {
        String port = " at port \"" + info.port() + "\"";
        if (info.address().isEmpty()) {
            return " via socket in \"" + info.host() + "\"" + port;
        }
        String address = info.address().equals(info.host()) ? "" : " (address \"" + info.address() + "\")";
        return " on host \"" + info.host() + "\"" + address + port;
    }
}
