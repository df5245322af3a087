package dev.tvsh.shell;

import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.connection.SessionInfo;
import dev.tvsh.shell.interpreter.Interpreter;
import dev.tvsh.shell.interpreter.ShellState;
import dev.tvsh.shell.interpreter.Variables;
import java.util.Optional;

/** What a person sees before the first prompt. */
final class Greeting {

    private final Interpreter interpreter;

    Greeting(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    void show() {
        ShellState state = interpreter.state();
        if (state.variables().isOn(Variables.QUIET)) {
            return;
        }
        Optional<SessionInfo> info = state.connection().current().map(Session::info);
        String where = info.map(known -> " · " + known.database() + "@" + known.host() + ":" + known.port()
                        + " · PostgreSQL " + known.serverVersion().replaceFirst(" .*", ""))
                .orElse(" · not connected");
        state.output().echo(Version.NAME + where + "\n");
        String transcript = interpreter.transcript().location();
        state.output().echo(transcript.isEmpty() ? "" : "  transcript " + transcript + "\n");
        state.output().flush();
    }
}
