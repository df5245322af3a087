package dev.tvsh.commands.connection;

/** Opens sessions on the target that the user named. */
public interface Connector {

    /**
     * A new session on the target database for tvsh's own statements: dates, intervals and numbers come in one known form.
     *
     * @throws ConnectionLostException if the server cannot be reached or refuses
     */
    Session connect();

    /** A new session for the user's own statements: with the settings that libpq would send, and no others. */
    Session connectUser();

    /** A new session on another database of the same cluster. @throws ConnectionLostException as {@link #connect()} */
    Session connectTo(String database);

    /** All that was said about the target, with the password if one was given or asked for: for another connector only. */
    ConnectionSpec spec();

    /** What was resolved: hosts, port, database, user; never shows a password. */
    Target target();
}
