package dev.tvsh.commands.connection;

import java.nio.charset.Charset;
import java.util.List;

/** One session on a server. Statements run one at a time; {@link #cancel()} may be called from any thread. */
public interface Session extends AutoCloseable {

    /** Who is connected to what. */
    SessionInfo info();

    /**
     * Runs one statement and streams what it returns.
     *
     * @throws ConnectionLostException if the session is gone; whether the statement took effect is then unknown
     * @throws DatabaseException if the server refuses the statement
     */
    void execute(String statement, ResultSink sink);

    /**
     * The columns that a statement would give, without running it.
     *
     * @return none if it has no result
     * @throws DatabaseException as {@link #execute}
     */
    List<Column> describe(String statement);

    /** Where the session stands with regard to a transaction block. */
    TransactionState transactionState();

    /** The current value of a parameter that the server reports, for example {@code server_version}; empty if none. */
    String parameter(String name);

    /** The encoding in which client and server talk now. */
    Charset charset();

    /** Asks the server to cancel the running statement; returns at once, and does nothing if none runs. */
    void cancel();

    /**
     * From now on {@link #cancel()} cuts the connection instead, and what runs fails with {@link SessionEndedException}: for
     * where an error in the middle of a statement does more harm than a session that is gone.
     */
    void endOnCancel();

    /** Whether the session is known to be closed or lost. */
    boolean isClosed();

    @Override
    void close();
}
