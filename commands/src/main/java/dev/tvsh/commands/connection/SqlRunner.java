package dev.tvsh.commands.connection;

import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session of a command: every statement is rendered from a template and recorded before it runs. */
public final class SqlRunner implements AutoCloseable {

    /** The SQLSTATE of what is neither an error nor a warning. */
    private static final String SUCCESSFUL_COMPLETION = "00000";

    private final Supplier<Session> opener;
    private final Session session;
    private final Templates templates;
    private final EventSink events;
    private boolean looks;

    /** Runs in a session that is there already; it has no others. */
    public SqlRunner(Session session, Templates templates, EventSink events) {
        this(session, templates, events, () -> {
            throw new IllegalStateException("this session came alone");
        });
    }

    private SqlRunner(Session session, Templates templates, EventSink events, Supplier<Session> opener) {
        this.opener = opener;
        this.session = session;
        this.templates = templates;
        this.events = events;
    }

    /** Opens a session of its own, and can open more of the same kind. */
    public static SqlRunner open(Supplier<Session> opener, Templates templates, EventSink events) {
        return new SqlRunner(opener.get(), templates, events, opener);
    }

    /**
     * Another session on the same database. What loads the library of pg_tviews runs in one: from then on an error in any
     * utility statement of that session, a lock timeout among them, passes through the library, and ends the whole server if
     * it was built as its own settings say (abort on panic; seen with 0.1.0-beta.8 on PostgreSQL 15).
     */
    public SqlRunner another() {
        return open(opener, templates, events);
    }

    /** From here on this session only looks: the server lets it change nothing, and lets it wait for no lock for long. */
    public void lookOnly() {
        run("sql/server/look-only.sql.vm", Map.of());
        looks = true;
    }

    /** Runs something while the session stands in a transaction that the server lets change nothing. */
    <T> T looking(Supplier<T> questions) {
        boolean before = looks;
        looks = true;
        try {
            return questions.get();
        } finally {
            looks = before;
        }
    }

    public SessionInfo info() {
        return session.info();
    }

    /** Renders and runs a template, and hands over its rows one by one. @return the command tag */
    public String stream(String template, Map<String, ?> values, Consumer<Row> rows) {
        return stream(templates.render(template, values), rows);
    }

    /** Runs rendered SQL, and hands over its rows one by one. @return the command tag */
    public String stream(Rendered sql, Consumer<Row> rows) {
        announce(sql);
        Collector collector = new Collector(rows);
        session.execute(sql.text(), collector);
        return collector.tag;
    }

    /** Renders and runs a template, and hands over its rows one by one; for queries, whose command tag tells nothing more. */
    public void each(String template, Map<String, ?> values, Consumer<Row> rows) {
        stream(template, values, rows);
    }

    /** All rows of a query; for results whose size is bounded by the number of TVIEWs. */
    public List<Row> query(String template, Map<String, ?> values) {
        List<Row> rows = new ArrayList<>();
        each(template, values, rows::add);
        return rows;
    }

    /** The only row of a query that always has one. */
    public Row one(String template, Map<String, ?> values) {
        List<Row> rows = query(template, values);
        if (rows.size() != 1) {
            throw new IllegalStateException(template + " gave " + rows.size() + " rows where one was due");
        }
        return rows.get(0);
    }

    /** Runs rendered SQL whose rows, if any, do not matter. @return the command tag */
    public String run(Rendered sql) {
        return stream(sql, row -> {});
    }

    /** Renders and runs a template whose rows, if any, do not matter. @return the command tag */
    public String run(String template, Map<String, ?> values) {
        return run(templates.render(template, values));
    }

    /**
     * Announces a query, and leaves it to whoever runs the result to run it: on another thread, where this session does
     * nothing else meanwhile. Its notices are not told.
     */
    public Runnable later(Rendered sql, Consumer<Row> rows) {
        announce(sql);
        return () -> session.execute(sql.text(), new SilentCollector(rows, data -> {}));
    }

    /** As {@link #later}, for COPY TO STDOUT: hands its data over piece by piece. */
    public Runnable copyOutLater(Rendered sql, Consumer<byte[]> data) {
        announce(sql);
        return () -> session.execute(sql.text(), new SilentCollector(row -> {}, data));
    }

    /** Runs COPY FROM STDIN with the data of a source. */
    public void copyIn(Rendered sql, CopySource source) {
        announce(sql);
        session.execute(sql.text(), new Collector(row -> {}) {
            @Override
            public CopySource copyIn(boolean binary) {
                return source;
            }
        });
    }

    private void announce(Rendered sql) {
        events.accept(new Event.WillRun(List.of(sql), looks));
    }

    /** Renders a template that is to stand in another. */
    public Rendered render(String template, Map<String, ?> values) {
        return templates.render(template, values);
    }

    /** Asks the server to cancel the running statement, from another thread. */
    public void cancel() {
        session.cancel();
    }

    /** See {@link Session#endOnCancel()}. */
    public void endOnCancel() {
        session.endOnCancel();
    }

    @Override
    public void close() {
        session.close();
    }

    private class Collector implements ResultSink {

        private final Consumer<Row> rows;
        private List<Column> columns = List.of();
        private String tag = "";

        Collector(Consumer<Row> rows) {
            this.rows = rows;
        }

        @Override
        public void columns(List<Column> newColumns) {
            columns = newColumns;
        }

        @Override
        public void row(List<@Nullable String> cells) {
            rows.accept(new Row(columns, cells));
        }

        @Override
        public void complete(String commandTag) {
            tag = commandTag;
        }

        /**
         * Only warnings count in a session of a command. Releases of pg_tviews before beta.7 tell of each row that they write
         * by INFO, which no setting holds back.
         */
        @Override
        public void notice(ServerMessage message) {
            if (!message.sqlState().equals(SUCCESSFUL_COMPLETION)) {
                events.accept(new Event.Notice(message));
            }
        }
    }

    private final class SilentCollector extends Collector {

        private final Consumer<byte[]> data;

        SilentCollector(Consumer<Row> rows, Consumer<byte[]> data) {
            super(rows);
            this.data = data;
        }

        @Override
        public void copyOut(byte[] piece) {
            data.accept(piece);
        }

        @Override
        public void notice(ServerMessage message) {
            // Events belong to the thread that announced the statement.
        }
    }
}
