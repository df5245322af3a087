package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.host.HostProgram;
import dev.tvsh.shell.render.ScreenPager;
import dev.tvsh.shell.terminal.UserTerminal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The pager as psql finds it: in {@code PSQL_PAGER} or {@code PAGER}, otherwise the one of the system. */
public final class TerminalPager implements ScreenPager {

    private final UserTerminal terminal;
    private final Programs programs;
    private final ShellState state;

    public TerminalPager(UserTerminal terminal, Programs programs, ShellState state) {
        this.terminal = terminal;
        this.programs = programs;
        this.state = state;
    }

    @Override
    public int rows() {
        return terminal.height();
    }

    @Override
    public Optional<Open> start(Use use, Runnable left) {
        Optional<String> command = use == Use.WATCH
                ? named("PSQL_WATCH_PAGER")
                : named("PSQL_PAGER").or(() -> named("PAGER"));
        boolean none = command.map(String::isBlank).orElse(use == Use.WATCH);
        return none ? Optional.empty() : Optional.of(new Running(command, use, left));
    }

    private Optional<String> named(String variable) {
        return Optional.ofNullable(state.environment().get(variable));
    }

    /** While it runs, the terminal is its own, and so is Ctrl-C; under {@code \watch} that ends the watching. */
    private final class Running implements Open {

        private final UserTerminal.Scope lent = terminal.lend();
        private final UserTerminal.Scope deaf;
        private final AtomicBoolean returned = new AtomicBoolean();
        private final HostProgram program;
        private volatile boolean found = true;

        Running(Optional<String> command, Use use, Runnable left) {
            this.deaf = use == Use.WATCH ? () -> {} : terminal.onInterrupt(() -> {});
            boolean started = false;
            try {
                this.program = programs.pager(command, there -> ended(there, left));
                started = true;
            } finally {
                if (!started) {
                    giveBack();
                }
            }
        }

        private void ended(boolean there, Runnable left) {
            found = there;
            giveBack();
            if (there) {
                left.run();
            }
        }

        private void giveBack() {
            if (!returned.getAndSet(true)) {
                deaf.close();
                lent.close();
            }
        }

        @Override
        public OutputStream input() {
            return program.input();
        }

        @Override
        public boolean finish() {
            try {
                program.input().close();
            } catch (IOException e) {
                // It has been left before it had read all; there is nothing to tell.
                giveBack();
            }
            program.await();
            giveBack();
            return found;
        }
    }
}
