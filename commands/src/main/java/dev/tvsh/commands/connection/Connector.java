package dev.tvsh.commands.connection;

/** Opens sessions on the target that the user named. */
public interface Connector {

    /** A new session on the target database. @throws ConnectionLostException if the server cannot be reached or refuses */
    Session connect();

    /** A new session on another database of the same cluster. @throws ConnectionLostException as {@link #connect()} */
    Session connectTo(String database);

    /** What was resolved: hosts, port, database, user; never shows a password. */
    Target target();
}
