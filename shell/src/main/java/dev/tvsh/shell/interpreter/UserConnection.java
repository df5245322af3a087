package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Connector;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.connection.SessionInfo;
import dev.tvsh.commands.connection.TransactionState;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The session in which the user's own SQL runs. It is opened again when it is needed and gone; no statement is repeated. */
public final class UserConnection implements AutoCloseable {

    private final Variables variables;
    private final Consumer<String> note;
    private volatile Connector connector;
    private volatile @Nullable Session session;
    private volatile boolean left;

    /** Connects by {@code connector}; {@code note} takes what happens to the connection, for the user and the transcript. */
    public UserConnection(Connector connector, Variables variables, Consumer<String> note) {
        this.connector = connector;
        this.variables = variables;
        this.note = note;
    }

    /** Opens the first session. @throws ConnectionLostException if the server cannot be reached or refuses */
    public void open() {
        become(connector, connector.connectUser());
    }

    /**
     * The session, opened again if it was lost.
     *
     * @throws ConnectionLostException if that is not possible
     * @throws TvshException if it was left
     */
    public Session session() {
        refuseIfLeft();
        Session current = session;
        if (current != null && !current.isClosed()) {
            return current;
        }
        Session opened = connector.connectUser();
        become(connector, opened);
        SessionInfo info = opened.info();
        note.accept("connected to " + info.database() + "@" + info.host() + ":" + info.port() + ", PostgreSQL "
                + info.serverVersion());
        return opened;
    }

    /** Leaves the session for one elsewhere; the old one is kept if the new one cannot be opened. */
    public void change(Connector to) {
        Session opened = to.connectUser();
        Session before = session;
        become(to, opened);
        if (before != null) {
            before.close();
        }
    }

    /** Ends the session without another: what follows was meant for elsewhere. Nothing is opened again until {@link #change}. */
    public void leave() {
        close();
        left = true;
    }

    /** Whether the session was left. */
    public boolean isLeft() {
        return left;
    }

    /** @throws TvshException if the session was left */
    void refuseIfLeft() {
        if (left) {
            throw new TvshException(ExitCode.FATAL, "You are currently not connected to a database.");
        }
    }

    /** The session as it is, without opening one. */
    public Optional<Session> current() {
        Session current = session;
        return current == null || current.isClosed() ? Optional.empty() : Optional.of(current);
    }

    /** The session as it was last seen: asks nobody, and is soon answered. */
    public Optional<Session> known() {
        return Optional.ofNullable(session);
    }

    public TransactionState transactionState() {
        return current().map(Session::transactionState).orElse(TransactionState.IDLE);
    }

    public Connector connector() {
        return connector;
    }

    /** Asks the server to cancel what runs in this session; from any thread. */
    public void cancel() {
        current().ifPresent(Session::cancel);
    }

    @Override
    public void close() {
        Session current = session;
        session = null;
        if (current != null) {
            current.close();
        }
    }

    private void become(Connector newConnector, Session opened) {
        connector = newConnector;
        session = opened;
        left = false;
        SessionInfo info = opened.info();
        variables.tell("DBNAME", info.database());
        variables.tell("USER", info.user());
        variables.tell("HOST", info.host());
        variables.tell("PORT", Integer.toString(info.port()));
        variables.tell("ENCODING", "UTF8");
        variables.tell("SERVER_VERSION_NAME", info.serverVersion());
        variables.tell("SERVER_VERSION_NUM", Integer.toString(info.serverVersionNum()));
    }
}
