package dev.tvsh.commands.connection;

import java.io.IOException;
import java.nio.charset.Charset;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.core.PGStream;

/** A session over the protocol itself: a text goes to the server as it is, and rows come as the server makes them. */
final class ServerSession implements Session {

    private static final int CANCEL_REQUEST = 80877102;

    /** After so many nanoseconds without a word the server is listened to, which takes several milliseconds. */
    private static final long STALE = 10_000_000;

    /** Opens another stream to the same server. */
    @FunctionalInterface
    interface Dial {
        PGStream open() throws IOException, SQLException;
    }

    private final Wire wire;
    private final SessionInfo info;
    private final Dial another;
    private volatile boolean running;
    private volatile long listened = System.nanoTime();
    private volatile boolean endsOnCancel;
    private volatile boolean ended;

    /** A session that stands, and the way to cancel what runs in it. */
    ServerSession(Wire wire, SessionInfo info, Dial another) {
        this.wire = wire;
        this.info = info;
        this.another = another;
    }

    @Override
    public SessionInfo info() {
        return info;
    }

    @Override
    public void execute(String statement, ResultSink sink) {
        QueryCycle cycle = new QueryCycle(wire, sink, this::cancel);
        exchange(statement, cycle, () -> {
            wire.sendTexts('Q', statement);
            wire.flush();
            cycle.run();
        });
    }

    @Override
    public List<Column> describe(String statement) {
        QueryCycle cycle = new QueryCycle(wire, ResultSink.NONE, this::cancel);
        exchange(statement, cycle, () -> {
            wire.sendParse(statement);
            wire.sendTexts('D', "S");
            wire.send('S', new byte[0]);
            wire.flush();
            cycle.run();
        });
        return cycle.described();
    }

    private void exchange(String statement, QueryCycle cycle, Exchange exchange) {
        if (statement.indexOf('\0') >= 0) {
            throw new DatabaseException(
                    ServerMessage.plain("ERROR", "22021", "a statement cannot hold a zero byte"),
                    statement.replace('\0', ' '),
                    new IllegalArgumentException("zero byte"));
        }
        if (wire.isClosed()) {
            throw lost(statement, cycle, new IOException("closed"));
        }
        running = true;
        try {
            exchange.run();
        } catch (IOException e) {
            wire.close();
            throw lost(statement, cycle, e);
        } finally {
            listened = System.nanoTime();
            running = false;
        }
        ServerMessage error = cycle.error();
        if (error != null) {
            throw new DatabaseException(error, statement, new SQLException(error.message(), error.sqlState()));
        }
    }

    @FunctionalInterface
    private interface Exchange {
        void run() throws IOException;
    }

    private ConnectionLostException lost(String statement, QueryCycle cycle, Exception e) {
        if (ended) {
            return new SessionEndedException(
                    ServerMessage.plain("FATAL", "57014", "the session was ended while it waited"), statement, e);
        }
        ServerMessage farewell = cycle.error();
        return new ConnectionLostException(
                farewell == null
                        ? ServerMessage.plain("FATAL", "08006", "the server closed the connection unexpectedly")
                        : farewell,
                statement,
                e);
    }

    @Override
    public TransactionState transactionState() {
        return wire.transaction();
    }

    @Override
    public String parameter(String name) {
        return wire.parameters().getOrDefault(name, "");
    }

    @Override
    public Charset charset() {
        return wire.charset();
    }

    @Override
    public void endOnCancel() {
        endsOnCancel = true;
    }

    @Override
    public void cancel() {
        if (running && endsOnCancel) {
            ended = true;
            wire.close();
        } else if (running) {
            Thread sender = new Thread(this::sendCancel, "cancel");
            sender.setDaemon(true);
            sender.start();
        }
    }

    private void sendCancel() {
        try (PGStream stream = another.open()) {
            byte[] key = wire.cancelKey();
            stream.sendInteger4(2 * Integer.BYTES + key.length);
            stream.sendInteger4(CANCEL_REQUEST);
            stream.send(key);
            stream.flush();
            stream.receiveEOF();
        } catch (IOException | SQLException e) {
            // The server cannot be reached. Whoever waits for the statement will be told so there.
            running = running && !wire.isClosed();
        }
    }

    @Override
    public boolean isClosed() {
        // In a transaction the next statement has to find it out: in a new session it would run outside of it.
        boolean idle = !running && wire.transaction() == TransactionState.IDLE;
        if (idle && !wire.isClosed() && System.nanoTime() - listened > STALE) {
            readWhatCameMeanwhile();
            listened = System.nanoTime();
        }
        return wire.isClosed();
    }

    /** A server that ends an idle session says so; this finds it before the next statement is sent. */
    private void readWhatCameMeanwhile() {
        try {
            while (!wire.isClosed() && wire.stream().hasMessagePending()) {
                switch (wire.nextKind()) {
                    case 'S' -> wire.parameterStatus();
                    case 'A' -> wire.notification();
                    case 'N' -> wire.body();
                    default -> wire.close();
                }
            }
        } catch (IOException e) {
            wire.close();
        }
    }

    @Override
    public void close() {
        if (running) {
            wire.close();
        } else {
            wire.terminate();
        }
    }
}
