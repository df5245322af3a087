package dev.tvsh.commands.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a server answers to one message, up to the point where it is ready for the next one.
 *
 * <p>A sink that fails does not leave the answer half read: what is left, if anything is, is cancelled, read and dropped.
 *
 * <p>Source: PostgreSQL documentation, "Message Flow", simple query and COPY operations.
 */
final class QueryCycle {

    private final Wire wire;
    private final Runnable cancel;
    private final DataRow row = new DataRow();
    private ResultSink sink;
    private List<Column> columns = List.of();
    private @Nullable String completed;
    private @Nullable ServerMessage error;
    private boolean ready;

    QueryCycle(Wire wire, ResultSink sink, Runnable cancel) {
        this.wire = wire;
        this.sink = sink;
        this.cancel = cancel;
    }

    /** The error that ended the message; null if there was none. */
    @Nullable ServerMessage error() {
        return error;
    }

    /** The columns of the last result. */
    List<Column> described() {
        return columns;
    }

    void run() throws IOException {
        boolean broken = true;
        try {
            readAll();
            broken = false;
        } catch (IOException e) {
            broken = false;
            throw e;
        } finally {
            if (broken && !ready) {
                sink = ResultSink.NONE;
                cancel.run();
                readAll();
            }
        }
    }

    private void readAll() throws IOException {
        while (true) {
            char kind = wire.nextKind();
            switch (kind) {
                case 'Z' -> {
                    wire.ready();
                    ready = true;
                    tellCompleted();
                    wire.takeNotifications().forEach(sink::notification);
                    return;
                }
                case 'T' -> {
                    columns = columns(ByteBuffer.wrap(wire.body()));
                    tellCompleted();
                    sink.columns(columns);
                }
                case 'D' -> {
                    wire.row(row);
                    sink.data(row);
                }
                case 'C' -> complete(wire.text().replace("\0", ""));
                case 'I' -> {
                    wire.body();
                    complete("");
                }
                case 'E' -> {
                    ServerMessage told = wire.message();
                    tellCompleted();
                    error = error == null ? told : error;
                }
                case 'N' -> sink.notice(wire.message());
                case 'S' -> wire.parameterStatus();
                case 'A' -> wire.notification();
                case 'G' -> {
                    boolean binary = wire.body()[0] != 0;
                    tellCompleted();
                    new CopyIn(wire, binary).run(sink);
                }
                case 'H' -> {
                    wire.body();
                    tellCompleted();
                    sink.copyOutBegins();
                }
                case 'd' -> sink.copyOut(wire.body());
                // The end of a COPY, what was parsed and described, and what a later protocol may add.
                default -> wire.body();
            }
        }
    }

    /** A result is told when the next one begins: until then nothing shows whether it is the last. */
    private void complete(String tag) {
        tellCompleted();
        completed = tag;
    }

    private void tellCompleted() {
        String tag = completed;
        completed = null;
        if (tag != null) {
            sink.complete(tag);
        }
    }

    private List<Column> columns(ByteBuffer body) {
        int count = body.getShort();
        List<Column> found = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int end = body.position();
            while (body.get(end) != 0) {
                end++;
            }
            byte[] name = new byte[end - body.position()];
            body.get(name);
            // The zero byte, the table's oid and the number of the column in it.
            body.position(body.position() + 1 + Integer.BYTES + Short.BYTES);
            int type = body.getInt();
            body.getShort();
            found.add(new Column(new String(name, wire.charset()), type, body.getInt()));
            body.getShort();
        }
        return List.copyOf(found);
    }

    /** Sends the data of a COPY to the server. */
    private record CopyIn(Wire wire, boolean binary) {

        /** So much goes out before a look at what the server says meanwhile. */
        private static final int LOOK_EVERY = 1 << 16;

        void run(ResultSink sink) throws IOException {
            boolean whole = false;
            try (CopySource source = sink.copyIn(binary)) {
                byte[] data;
                int sent = 0;
                while ((data = source.next()) != null) {
                    wire.send('d', data);
                    sent += data.length;
                    if (sent > LOOK_EVERY) {
                        sent = 0;
                        wire.flush();
                    }
                }
                String failure = source.failure();
                if (failure == null) {
                    wire.send('c', new byte[0]);
                } else {
                    fail(failure);
                }
                whole = true;
            } finally {
                if (!whole) {
                    fail("the data could not be read");
                }
                wire.flush();
            }
        }

        private void fail(String why) throws IOException {
            wire.send('f', (why + "\0").getBytes(StandardCharsets.UTF_8));
        }
    }
}
