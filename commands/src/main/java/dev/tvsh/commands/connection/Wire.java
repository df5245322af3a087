package dev.tvsh.commands.connection;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.postgresql.core.Encoding;
import org.postgresql.core.PGStream;

/**
 * Messages of PostgreSQL's protocol 3, over the driver's stream. Everything that may come at any time is minded here:
 * changed parameters and the state of the transaction.
 *
 * <p>Source: PostgreSQL documentation, "Frontend/Backend Protocol".
 */
final class Wire implements Closeable {

    /** More than this no message has before a session stands; what is no server of PostgreSQL may seem to. */
    private static final int MOST_AT_START = 30_000;

    private final PGStream stream;
    private boolean started;
    private final Map<String, String> parameters = new ConcurrentHashMap<>();
    private final List<Notification> notifications = new ArrayList<>();
    private volatile TransactionState transaction = TransactionState.IDLE;
    private volatile boolean closed;
    private Charset charset = StandardCharsets.UTF_8;
    private int backendPid;
    private byte[] cancelKey = new byte[0];

    Wire(PGStream stream) {
        this.stream = stream;
    }

    PGStream stream() {
        return stream;
    }

    /** The encoding that both sides speak now. */
    Charset charset() {
        return charset;
    }

    Map<String, String> parameters() {
        return parameters;
    }

    TransactionState transaction() {
        return transaction;
    }

    int backendPid() {
        return backendPid;
    }

    /** The address of the server; not of a socket. */
    String address() {
        return Endpoint.text(stream.getSocket().getInetAddress());
    }

    Optional<SessionInfo.Encryption> encryption() {
        if (stream.getSocket() instanceof SSLSocket encrypted) {
            SSLSession session = encrypted.getSession();
            return Optional.of(new SessionInfo.Encryption(session.getProtocol(), session.getCipherSuite()));
        }
        return Optional.empty();
    }

    /** What the server wants to be shown by whoever asks for a cancel. */
    byte[] cancelKey() {
        return cancelKey;
    }

    /** Writes a message; it goes out with {@link #flush()} at the latest. */
    void send(char kind, byte[] body) throws IOException {
        stream.sendChar(kind);
        stream.sendInteger4(body.length + Integer.BYTES);
        stream.send(body);
    }

    /** Writes a message whose body is texts, each with its zero byte. */
    void sendTexts(char kind, String... texts) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String text : texts) {
            body.write(text.getBytes(charset));
            body.write(0);
        }
        send(kind, body.toByteArray());
    }

    /** The message that prepares a statement without a name and leaves the types of its parameters to the server. */
    void sendParse(String statement) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeByte(0);
        body.write(statement.getBytes(charset));
        body.writeByte(0);
        body.writeShort(0);
        send('P', bytes.toByteArray());
    }

    void flush() throws IOException {
        stream.flush();
    }

    /** The kind of the next message; its length and body are still to be read. */
    char nextKind() throws IOException {
        int kind = stream.receiveChar();
        if (kind < 0) {
            throw new EOFException();
        }
        return (char) kind;
    }

    byte[] body() throws IOException {
        int length = stream.receiveInteger4() - Integer.BYTES;
        if (length < 0 || (!started && length > MOST_AT_START)) {
            throw new ProtocolException("received a message of invalid length; is this a PostgreSQL server?");
        }
        return stream.receive(length);
    }

    /** Reads a DataRow. */
    void row(DataRow into) throws IOException {
        int length = stream.receiveInteger4() - Integer.BYTES;
        stream.receive(into.room(length), 0, length);
        into.read(charset);
    }

    ServerMessage message() throws IOException {
        return MessageFields.parse(body(), charset);
    }

    String text() throws IOException {
        return new String(body(), charset);
    }

    /** Reads a ParameterStatus. */
    void parameterStatus() throws IOException {
        String[] pair = new String(body(), charset).split("\0", -1);
        parameters.put(pair[0], pair[1]);
        if (pair[0].equals("client_encoding")) {
            // SQL_ASCII means that nobody knows; what is typed and shown here is UTF-8.
            charset = pair[1].equals("SQL_ASCII")
                    ? StandardCharsets.UTF_8
                    : Charset.forName(Encoding.getDatabaseEncoding(pair[1]).name());
        }
    }

    /** Reads a NotificationResponse and keeps it. */
    void notification() throws IOException {
        ByteBuffer body = ByteBuffer.wrap(body());
        int processId = body.getInt();
        String[] texts = new String(body.array(), Integer.BYTES, body.remaining(), charset).split("\0", -1);
        notifications.add(new Notification(processId, texts[0], texts[1]));
    }

    /** What has been notified since the last time. */
    List<Notification> takeNotifications() {
        List<Notification> taken = List.copyOf(notifications);
        notifications.clear();
        return taken;
    }

    /** Reads a BackendKeyData. */
    void backendKey() throws IOException {
        cancelKey = body();
        backendPid = ByteBuffer.wrap(cancelKey).getInt();
    }

    /** Reads a ReadyForQuery. */
    void ready() throws IOException {
        started = true;
        transaction = switch (body()[0]) {
            case 'T' -> TransactionState.OPEN;
            case 'E' -> TransactionState.FAILED;
            default -> TransactionState.IDLE;
        };
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends the session as the protocol wants it. */
    void terminate() {
        if (!closed) {
            try {
                send('X', new byte[0]);
                flush();
            } catch (IOException e) {
                closed = true;
            }
            close();
        }
    }

    /** Cuts the connection. */
    @Override
    public void close() {
        closed = true;
        try {
            stream.close();
        } catch (IOException e) {
            closed = true;
        }
    }
}
