package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;

/**
 * What came of one input.
 *
 * @param exitCode {@link ExitCode#DONE}, or what it stands for
 * @param next what a script does now
 */
public record Answer(ExitCode exitCode, Next next) {

    /** Whether a script goes on. */
    public enum Next {
        /** With the next input. */
        GO_ON,
        /** With the next input, unless the user wants scripts to stop at errors. */
        ERROR,
        /** Not at all: no runbook goes on behind this. */
        STOP,
        /** Not at all: it was told to end. */
        QUIT
    }

    public static final Answer OK = new Answer(ExitCode.DONE, Next.GO_ON);
    public static final Answer QUIT = new Answer(ExitCode.DONE, Next.QUIT);

    public static Answer error(ExitCode exitCode) {
        return new Answer(exitCode, Next.ERROR);
    }

    public static Answer stop(ExitCode exitCode) {
        return new Answer(exitCode, Next.STOP);
    }

    /** What a script that ended so means for the script that included it: only errors go through, not its own end. */
    public Answer inner() {
        return next == Next.QUIT && isOk() ? OK : this;
    }

    public boolean isOk() {
        return exitCode == ExitCode.DONE;
    }
}
