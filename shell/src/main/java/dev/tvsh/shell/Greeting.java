package dev.tvsh.shell;

import dev.tvsh.shell.interpreter.Interpreter;
import dev.tvsh.shell.interpreter.ShellState;
import dev.tvsh.shell.interpreter.Variables;

/** What a person sees before the first prompt: where this is, what is wrong there, and where it is recorded. */
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
        if (state.connection().current().isPresent()) {
            state.output().say(Version.NAME + " · ");
            interpreter.runUnrecorded("status");
        } else {
            state.output().say(Version.NAME + " · not connected\n");
        }
        String transcript = interpreter.transcript().location();
        state.output().echo(transcript.isEmpty() ? "" : "  transcript " + transcript + "\n");
        state.output().flush();
    }
}
