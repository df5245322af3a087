package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Column;
import dev.tvsh.commands.connection.ConnectionSpec;
import dev.tvsh.commands.connection.Connector;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.ResultSink;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.connection.SessionEndedException;
import dev.tvsh.commands.connection.SessionInfo;
import dev.tvsh.commands.connection.Target;
import dev.tvsh.commands.connection.TransactionState;
import java.nio.charset.Charset;
import java.util.List;

/** Hands sessions to commands so that Ctrl-C reaches whatever runs in them. */
public final class InterruptibleConnector implements Connector {

    private final Connector connector;
    private final Interrupts interrupts;

    public InterruptibleConnector(Connector connector, Interrupts interrupts) {
        this.connector = connector;
        this.interrupts = interrupts;
    }

    @Override
    public Session connect() {
        return watched(connector.connect());
    }

    @Override
    public Session connectUser() {
        return watched(connector.connectUser());
    }

    @Override
    public Session connectTo(String database) {
        return watched(connector.connectTo(database));
    }

    @Override
    public ConnectionSpec spec() {
        return connector.spec();
    }

    @Override
    public Target target() {
        return connector.target();
    }

    private Session watched(Session session) {
        interrupts.add(session);
        return new Watched(session, interrupts);
    }

    private record Watched(Session session, Interrupts interrupts) implements Session {

        /** What the server says of a statement that it was asked to cancel. */
        private static final String CANCELLED = "57014";

        @Override
        public SessionInfo info() {
            return session.info();
        }

        @Override
        public void execute(String statement, ResultSink sink) {
            // It came between two statements.
            if (Thread.interrupted()) {
                throw new TvshException(ExitCode.INTERRUPTED, "interrupted");
            }
            try {
                session.execute(statement, sink);
            } catch (SessionEndedException e) {
                throw e;
            } catch (DatabaseException e) {
                if (e.sqlState().equals(CANCELLED) && interrupts.cancelled()) {
                    throw new TvshException(ExitCode.INTERRUPTED, "interrupted", List.of(), e);
                }
                throw e;
            }
        }

        @Override
        public List<Column> describe(String statement) {
            return session.describe(statement);
        }

        @Override
        public TransactionState transactionState() {
            return session.transactionState();
        }

        @Override
        public String parameter(String name) {
            return session.parameter(name);
        }

        @Override
        public Charset charset() {
            return session.charset();
        }

        @Override
        public void endOnCancel() {
            session.endOnCancel();
        }

        @Override
        public void cancel() {
            session.cancel();
        }

        @Override
        public boolean isClosed() {
            return session.isClosed();
        }

        @Override
        public void close() {
            interrupts.remove(session);
            session.close();
        }
    }
}
