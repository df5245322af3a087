package dev.tvsh.commands.connection;

import dev.tvsh.commands.ExitCode;

/** The session is gone, or could not be opened. Whether the statement that was running took effect is unknown. */
public class ConnectionLostException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    public ConnectionLostException(ServerMessage error, String statement, Throwable cause) {
        super(ExitCode.CONNECTION, error, statement, cause);
    }
}
