package dev.tvsh.commands.connection;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.util.List;

/** The server refused a statement; the session can go on. */
public class DatabaseException extends TvshException {

    private static final long serialVersionUID = 1L;

    private final transient ServerMessage error;
    private final String statement;

    public DatabaseException(ServerMessage error, String statement, Throwable cause) {
        this(ExitCode.SCRIPT, error, statement, cause);
    }

    protected DatabaseException(ExitCode exitCode, ServerMessage error, String statement, Throwable cause) {
        super(exitCode, error.message(), List.of(), cause);
        this.error = error;
        this.statement = statement;
    }

    /** What the server said. */
    public final ServerMessage error() {
        return error;
    }

    public final String sqlState() {
        return error.sqlState();
    }

    /** The statement that was refused. */
    public final String statement() {
        return statement;
    }
}
