package dev.tvsh.commands.connection;

import java.nio.charset.Charset;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.SqlCommand;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * A session through the driver's protocol engine, below JDBC's statements: they rewrite text, keep notices back, and do not
 * tell command tags.
 *
 * <p>JDBC's autocommit stays on, so transaction blocks are the user's own. Queries outside of a block run in a private one,
 * because the server hands over rows in portions only there.
 */
final class JdbcSession implements Session {

    /** Small, so that the first rows are there at once. */
    private static final int FIRST_PORTION = 100;

    private static final int LARGEST_PORTION = 5_000;
    private static final long PORTION_BYTES = 1L << 20;

    private static final int STREAMED =
            QueryExecutor.QUERY_FORWARD_CURSOR | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS | flagsOfAll();
    private static final int PLAIN = QueryExecutor.QUERY_EXECUTE_AS_SIMPLE
            | QueryExecutor.QUERY_SUPPRESS_BEGIN
            | QueryExecutor.QUERY_BOTH_ROWS_AND_STATUS
            | flagsOfAll();

    private final BaseConnection connection;
    private final QueryExecutor executor;
    private final SessionInfo info;
    private volatile boolean running;
    private volatile boolean cancelled;

    JdbcSession(BaseConnection connection, SessionInfo info) {
        this.connection = connection;
        this.executor = connection.getQueryExecutor();
        this.info = info;
    }

    private static int flagsOfAll() {
        return QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_NO_BINARY_TRANSFER;
    }

    @Override
    public SessionInfo info() {
        return info;
    }

    @Override
    public void execute(String statement, ResultSink sink) {
        run(statement, () -> {
            StatementHead head = StatementHead.of(statement);
            if (head.streams(transactionState()) && isSingle(statement)) {
                stream(head, sink);
            } else {
                whole(statement, sink);
            }
        });
    }

    @Override
    public void executeWhole(String statement, ResultSink sink) {
        run(statement, () -> whole(statement, sink));
    }

    private void whole(String statement, ResultSink sink) throws SQLException {
        RoundTrip answer = send(statement, sink);
        answer.deliver(charset());
        answer.throwError();
    }

    private void run(String statement, Exchange work) {
        if (statement.indexOf('\0') >= 0) {
            throw new DatabaseException(
                    ServerMessage.plain("ERROR", "22021", "a statement cannot hold a zero byte"),
                    statement.replace('\0', ' '),
                    new IllegalArgumentException("zero byte"));
        }
        cancelled = false;
        running = true;
        try {
            work.run();
        } catch (SQLException e) {
            throw failure(e, statement);
        } finally {
            running = false;
        }
    }

    private RoundTrip send(String statement, ResultSink sink) throws SQLException {
        RoundTrip answer = new RoundTrip(sink);
        Query query = query(statement, true);
        exchange(() -> executor.execute(query, null, answer, 0, 0, PLAIN));
        return answer;
    }

    private void stream(StatementHead head, ResultSink sink) throws SQLException {
        if (transactionState() != TransactionState.IDLE) {
            sink.complete(portions(head, sink));
            return;
        }
        String tag;
        boolean committed = false;
        try {
            connection.setAutoCommit(false);
            tag = portions(head, sink);
            exchange(connection::commit);
            committed = true;
        } finally {
            leaveBlock(committed);
        }
        sink.complete(tag);
    }

    /** Hands over the rows of a query portion by portion. @return its command tag */
    private String portions(StatementHead head, ResultSink sink) throws SQLException {
        Query query = query(head.text(), false);
        RoundTrip answer = new RoundTrip(sink);
        RoundTrip first = answer;
        exchange(() -> executor.execute(query, null, first, 0, FIRST_PORTION, STREAMED));
        long rows = 0;
        while (true) {
            answer.throwError();
            answer.deliverRows(charset(), answer == first);
            rows += answer.rows();
            ResultCursor cursor = answer.cursor();
            if (cursor == null) {
                return answer == first ? answer.tag() : head.tag(rows);
            }
            if (cancelled) {
                cursor.close();
                throw new PSQLException("canceling statement due to user request", PSQLState.QUERY_CANCELED);
            }
            int size = nextSize(answer);
            RoundTrip next = new RoundTrip(sink);
            exchange(() -> executor.fetch(cursor, next, size, false));
            answer = next;
        }
    }

    private static int nextSize(RoundTrip last) {
        long average = last.bytes() / Math.max(1, last.rows()) + 1;
        return (int) Math.max(1, Math.min(LARGEST_PORTION, PORTION_BYTES / average));
    }

    private void leaveBlock(boolean committed) {
        try {
            if (!committed && !executor.isClosed()) {
                exchange(connection::rollback);
            }
            if (!executor.isClosed()) {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            // Whatever went wrong before is the error to tell. The session cannot be trusted any more.
            executor.abort();
        }
    }

    private Query query(String text, boolean mayHoldSeveral) {
        return executor.wrap(List.of(new NativeQuery(text, new int[0], mayHoldSeveral, SqlCommand.BLANK)));
    }

    private boolean isSingle(String statement) throws SQLException {
        return statement.indexOf(';') < 0
                || Parser.parseJdbcSql(statement, executor.getStandardConformingStrings(), false, true, false, false)
                                .size()
                        <= 1;
    }

    /** Talks to the server; if that ends in any other way than it should, the protocol is half read and the session over. */
    private void exchange(Exchange exchange) throws SQLException {
        boolean whole = false;
        try {
            exchange.run();
            whole = true;
        } catch (SQLException e) {
            whole = true;
            throw e;
        } finally {
            if (!whole) {
                executor.abort();
            }
        }
    }

    @FunctionalInterface
    private interface Exchange {
        void run() throws SQLException;
    }

    private DatabaseException failure(SQLException e, String statement) {
        DatabaseException failure = ServerErrors.of(e, statement, executor.isClosed());
        if (failure instanceof ConnectionLostException) {
            executor.abort();
        }
        return failure;
    }

    private Charset charset() throws SQLException {
        return Charset.forName(executor.getEncoding().name());
    }

    @Override
    public TransactionState transactionState() {
        return switch (executor.getTransactionState()) {
            case IDLE -> TransactionState.IDLE;
            case OPEN -> TransactionState.OPEN;
            case FAILED -> TransactionState.FAILED;
        };
    }

    @Override
    public String parameter(String name) {
        String value = executor.getParameterStatus(name);
        return value == null ? "" : value;
    }

    @Override
    public void cancel() {
        if (!running) {
            return;
        }
        cancelled = true;
        Thread sender = new Thread(this::sendCancel, "cancel");
        sender.setDaemon(true);
        sender.start();
    }

    private void sendCancel() {
        try {
            executor.sendQueryCancel();
        } catch (SQLException e) {
            // The server cannot be reached. Whoever waits for the statement will be told so there.
            cancelled = true;
        }
    }

    @Override
    public boolean isClosed() {
        if (!running && !executor.isClosed()) {
            readFarewell();
        }
        return executor.isClosed();
    }

    /** A server that ends an idle session says so; this finds it before the next statement is sent. */
    private void readFarewell() {
        try {
            executor.processNotifies();
        } catch (SQLException e) {
            executor.abort();
        }
    }

    @Override
    public void close() {
        if (running) {
            executor.abort();
        } else {
            executor.close();
        }
    }
}
