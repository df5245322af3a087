package dev.tvsh.commands;

/** What the process, a command or a script answers with; 0 to 3 mean what they mean in psql. */
public enum ExitCode {
    /** The command did what it says. */
    DONE(0),
    /** An error of tvsh's own, or wrong usage. */
    FATAL(1),
    /** The server refused the connection, or it was lost. */
    CONNECTION(2),
    /** A script stopped at an SQL error. */
    SCRIPT(3),
    /** The command ran and its answer is negative: blocking findings, drift, a diverged replay, a failed verification. */
    NEGATIVE(4),
    /** Refused: a confirmation is missing, a gate is closed, or a fact that matters is undetermined. */
    REFUSED(5),
    /** Stopped by Ctrl-C. */
    INTERRUPTED(130);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    /** The status that the process exits with. */
    public int status() {
        return status;
    }
}
