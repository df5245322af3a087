package dev.tvsh.commands.connection;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.gss.MakeGSS;
import org.postgresql.util.MD5Digest;

/**
 * Answers what the server asks for until it is satisfied.
 *
 * <p>Source: PostgreSQL documentation, "Message Formats", Authentication.
 */
final class Authentication {

    private static final int OK = 0;
    private static final int CLEAR_TEXT = 3;
    private static final int MD5 = 5;
    private static final int GSS = 7;
    private static final int SSPI = 9;
    private static final int SASL = 10;

    private final Wire wire;
    private final ConnectionSpec spec;
    private final @Nullable String password;
    private boolean bound;

    Authentication(Wire wire, ConnectionSpec spec, @Nullable String password) {
        this.wire = wire;
        this.spec = spec;
        this.password = password;
    }

    /** Reads messages up to the one that says that the server is satisfied. */
    void run() throws IOException, SQLException, Refused, PasswordNeeded {
        while (true) {
            char kind = wire.nextKind();
            switch (kind) {
                case 'E' -> throw new Refused(wire.message());
                case 'R' -> {
                    ByteBuffer request = ByteBuffer.wrap(wire.body());
                    int wanted = request.getInt();
                    if (wanted == OK) {
                        requireBinding();
                        return;
                    }
                    answer(wanted, request);
                }
                // A protocol version or a notice, which matter to nobody yet.
                case 'v', 'N' -> wire.body();
                default ->
                    throw new ProtocolException("expected authentication request from server, but received " + kind);
            }
        }
    }

    /** A server that lets somebody in without proof may be another one. */
    private void requireBinding() throws ProtocolException {
        if (!bound && needsBinding()) {
            throw new ProtocolException(
                    "channel binding required, but server authenticated client without channel binding");
        }
    }

    private boolean needsBinding() {
        return spec.setting("channel_binding").orElse("").equals("require");
    }

    private void answer(int wanted, ByteBuffer request) throws IOException, SQLException, Refused, PasswordNeeded {
        if (wanted != SASL && needsBinding()) {
            throw new ProtocolException(
                    "channel binding required but not supported by server's authentication request");
        }
        switch (wanted) {
            case CLEAR_TEXT -> send(given().getBytes(StandardCharsets.UTF_8));
            case MD5 -> {
                byte[] salt = new byte[4];
                request.get(salt);
                byte[] secret = given().getBytes(StandardCharsets.UTF_8);
                send(MD5Digest.encode(spec.user().getBytes(StandardCharsets.UTF_8), secret, salt));
            }
            case GSS, SSPI -> {
                String service = spec.setting("krbsrvname").orElse("postgres");
                String host = wire.stream().getHostSpec().getHost();
                char[] secret = password == null ? new char[0] : password.toCharArray();
                MakeGSS.authenticate(
                        false,
                        wire.stream(),
                        host,
                        spec.user(),
                        secret,
                        "pgjdbc",
                        service,
                        wanted == SSPI,
                        true,
                        false,
                        true);
            }
            case SASL -> {
                byte[] names = new byte[request.remaining()];
                request.get(names);
                String binding = spec.setting("channel_binding").orElse("prefer");
                bound = new ScramExchange(wire, binding).run(new String(names, StandardCharsets.US_ASCII), given());
            }
            default -> throw new ProtocolException("authentication method " + wanted + " is not supported by tvsh");
        }
    }

    private String given() throws PasswordNeeded {
        if (password == null) {
            throw new PasswordNeeded();
        }
        return password;
    }

    private void send(byte[] secret) throws IOException {
        wire.send('p', Arrays.copyOf(secret, secret.length + 1));
        wire.flush();
    }
}
