package dev.tvsh.commands.connection;

/** The session was ended from here, because what ran in it was not to be cancelled by an error. The server rolls back. */
public final class SessionEndedException extends ConnectionLostException {

    private static final long serialVersionUID = 1L;

    public SessionEndedException(ServerMessage error, String statement, Throwable cause) {
        super(error, statement, cause);
    }
}
