package dev.tvsh.commands.connection;

import java.nio.charset.Charset;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandler;
import org.postgresql.core.Tuple;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * What comes back for one message to the server. Notices go on at once; rows and command tags wait until the server is
 * ready again, so that no failure of whoever takes them can leave the protocol half read.
 */
final class RoundTrip implements ResultHandler {

    /** What the driver calls a text without any statement. */
    private static final String NO_STATEMENT = "EMPTY";

    private final ResultSink sink;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable ResultCursor cursor;
    private @Nullable SQLException error;
    private int rows;
    private long bytes;

    RoundTrip(ResultSink sink) {
        this.sink = sink;
    }

    /** Rows, or else the tag of a completed statement. */
    private sealed interface Part {
        record Rows(List<Field> fields, List<Tuple> tuples) implements Part {}

        record Tag(String text) implements Part {}
    }

    @Override
    public void handleResultRows(Query query, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor next) {
        parts.add(new Part.Rows(List.of(fields), tuples));
        cursor = next;
    }

    @Override
    public void handleCommandStatus(String status, long updateCount, long insertOid) {
        parts.add(new Part.Tag(status.equals(NO_STATEMENT) ? "" : status));
    }

    @Override
    public void handleWarning(SQLWarning warning) {
        ServerErrorMessage told = warning instanceof PSQLWarning fromServer ? fromServer.getServerErrorMessage() : null;
        sink.notice(
                told == null
                        ? ServerMessage.plain("WARNING", "01000", String.valueOf(warning.getMessage()))
                        : ServerErrors.message(told));
    }

    @Override
    public void handleError(SQLException newError) {
        if (error == null) {
            error = newError;
        }
    }

    @Override
    public void handleCompletion() {
        // The error is thrown by the session, after the results that came before it.
    }

    @Override
    public void secureProgress() {}

    @Override
    public @Nullable SQLException getException() {
        return error;
    }

    /** Where to fetch more from; null if these were all rows. */
    @Nullable ResultCursor cursor() {
        return cursor;
    }

    void throwError() throws SQLException {
        if (error != null) {
            throw error;
        }
    }

    /** Hands over the results of every statement, each with its heading and its tag. */
    void deliver(Charset charset) {
        for (Part part : parts) {
            if (part instanceof Part.Rows answered) {
                deliver(answered, charset, true);
            } else if (part instanceof Part.Tag tag) {
                sink.complete(tag.text());
            }
        }
    }

    /** Hands over rows only, for a query whose rows come in several round trips. */
    void deliverRows(Charset charset, boolean withHeading) {
        for (Part part : parts) {
            if (part instanceof Part.Rows answered) {
                deliver(answered, charset, withHeading);
            }
        }
    }

    /** How many rows were handed over. */
    int rows() {
        return rows;
    }

    /** How many bytes the values of these rows have. */
    long bytes() {
        return bytes;
    }

    /** The last command tag; empty if none came. */
    String tag() {
        Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
        return last instanceof Part.Tag tag ? tag.text() : "";
    }

    private void deliver(Part.Rows answered, Charset charset, boolean withHeading) {
        if (withHeading) {
            sink.columns(columns(answered.fields()));
        }
        for (Tuple tuple : answered.tuples()) {
            @Nullable String[] cells = new String[answered.fields().size()];
            for (int i = 0; i < cells.length; i++) {
                byte[] value = tuple.get(i);
                if (value != null) {
                    cells[i] = new String(value, charset);
                    bytes += value.length;
                }
            }
            rows++;
            sink.row(Collections.unmodifiableList(Arrays.asList(cells)));
        }
    }

    private static List<Column> columns(List<Field> fields) {
        return fields.stream()
                .map(field -> new Column(field.getColumnLabel(), field.getOID()))
                .toList();
    }
}
