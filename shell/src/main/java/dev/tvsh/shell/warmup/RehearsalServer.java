package dev.tvsh.shell.warmup;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Speaks as much of PostgreSQL's protocol as one {@code SELECT 1} needs, on loopback, so that a start can be rehearsed
 * where no server is. Every query answers with one row.
 *
 * <p>Source of the messages: PostgreSQL documentation, "Frontend/Backend Protocol", "Message Formats".
 */
public final class RehearsalServer implements AutoCloseable {

    /** The address that it listens on; not the machine's choice of one, which may be of another family. */
    public static final String HOST = "127.0.0.1";

    private static final int PROTOCOL_3 = 196608;
    private static final int TEXT_OID = 25;
    private static final Pattern LABEL = Pattern.compile("(?i)\\bas (\\w+)");
    private static final Map<String, String> PARAMETERS = Map.of(
            "server_version", "15.0",
            "server_encoding", "UTF8",
            "client_encoding", "UTF8",
            "DateStyle", "ISO, MDY",
            "TimeZone", "UTC",
            "integer_datetimes", "on",
            "is_superuser", "on",
            "standard_conforming_strings", "on");

    private final ServerSocket listener;

    public RehearsalServer() throws IOException {
        listener = new ServerSocket(0, 8, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        Thread thread = new Thread(this::serve, "rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        boolean open = true;
        while (open) {
            open = serveOne();
        }
    }

    /** Serves one client to its end. @return whether the next one may come */
    private boolean serveOne() {
        try (Socket socket = listener.accept()) {
            converse(
                    new DataInputStream(new BufferedInputStream(socket.getInputStream())),
                    new DataOutputStream(socket.getOutputStream()));
            return true;
        } catch (IOException e) {
            return !listener.isClosed();
        }
    }

    private static void converse(DataInputStream in, DataOutputStream out) throws IOException {
        greet(in, out);
        boolean inBlock = false;
        String statement = "";
        while (true) {
            int kind = in.readUnsignedByte();
            byte[] body = new byte[in.readInt() - Integer.BYTES];
            in.readFully(body);
            switch (kind) {
                case 'Q' -> {
                    statement = text(body, 0);
                    inBlock = inBlock(statement, inBlock);
                    if (isQuery(statement)) {
                        describe(out, statement);
                    }
                    answer(out, statement);
                    ready(out, inBlock);
                }
                case 'P' -> {
                    statement = text(body, text(body, 0).length() + 1);
                    message(out, '1', new byte[0]);
                }
                case 'B' -> message(out, '2', new byte[0]);
                case 'D' -> {
                    if (isQuery(statement)) {
                        describe(out, statement);
                    } else {
                        message(out, 'n', new byte[0]);
                    }
                }
                case 'E' -> {
                    inBlock = inBlock(statement, inBlock);
                    answer(out, statement);
                }
                case 'C' -> message(out, '3', new byte[0]);
                case 'S' -> ready(out, inBlock);
                case 'X' -> {
                    return;
                }
                default -> out.flush();
            }
        }
    }

    private static void greet(DataInputStream in, DataOutputStream out) throws IOException {
        while (true) {
            int length = in.readInt();
            int code = in.readInt();
            in.skipNBytes(length - 2L * Integer.BYTES);
            if (code == PROTOCOL_3) {
                break;
            }
            out.writeByte('N');
            out.flush();
        }
        message(out, 'R', new byte[] {0, 0, 0, 0});
        for (Map.Entry<String, String> parameter : PARAMETERS.entrySet()) {
            message(out, 'S', bytes(parameter.getKey() + "\0" + parameter.getValue() + "\0"));
        }
        message(out, 'K', new byte[2 * Integer.BYTES]);
        ready(out, false);
    }

    private static boolean isQuery(String statement) {
        return statement.regionMatches(true, 0, "select", 0, 6);
    }

    private static boolean inBlock(String statement, boolean before) {
        return statement.startsWith("BEGIN") || (before && !statement.startsWith("COMMIT"));
    }

    private static void describe(DataOutputStream out, String statement) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeShort(1);
        Matcher label = LABEL.matcher(statement);
        body.write(bytes((label.find() ? label.group(1) : "?column?") + "\0"));
        body.writeInt(0);
        body.writeShort(0);
        body.writeInt(TEXT_OID);
        body.writeShort(-1);
        body.writeInt(-1);
        body.writeShort(0);
        message(out, 'T', bytes.toByteArray());
    }

    private static void answer(DataOutputStream out, String statement) throws IOException {
        if (isQuery(statement)) {
            message(out, 'D', new byte[] {0, 1, 0, 0, 0, 1, '1'});
            message(out, 'C', bytes("SELECT 1\0"));
        } else {
            message(out, 'C', bytes(statement.split("[ ;]", 2)[0] + "\0"));
        }
    }

    private static void ready(DataOutputStream out, boolean inBlock) throws IOException {
        message(out, 'Z', new byte[] {(byte) (inBlock ? 'T' : 'I')});
        out.flush();
    }

    private static void message(DataOutputStream out, char kind, byte[] body) throws IOException {
        out.writeByte(kind);
        out.writeInt(body.length + Integer.BYTES);
        out.write(body);
    }

    private static String text(byte[] body, int from) {
        int end = from;
        while (body[end] != 0) {
            end++;
        }
        return new String(body, from, end - from, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
