package dev.tvsh.commands.connection;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.postgresql.shaded.com.ongres.scram.client.ScramClient;
import org.postgresql.shaded.com.ongres.scram.common.StringPreparation;
import org.postgresql.shaded.com.ongres.scram.common.exception.ScramException;
import org.postgresql.shaded.com.ongres.scram.common.util.TlsServerEndpoint;

/** Proves the password without telling it (SCRAM-SHA-256), bound to the TLS channel where there is one. */
final class ScramExchange {

    private static final int CONTINUE = 11;

    private final Wire wire;
    private final String binding;

    /** An exchange; {@code binding} is libpq's {@code channel_binding}. */
    ScramExchange(Wire wire, String binding) {
        this.wire = wire;
        this.binding = binding;
    }

    /**
     * Runs it; {@code offered} are the names of what the server takes, each with a zero byte.
     *
     * @return whether it was bound to the channel
     */
    boolean run(String offered, String password) throws IOException, Refused {
        List<String> mechanisms = Arrays.stream(offered.split("\0"))
                .filter(name -> !name.isEmpty())
                .toList();
        byte[] channel = channel();
        boolean bound = channel.length > 0 && mechanisms.stream().anyMatch(name -> name.endsWith("-PLUS"));
        if (!bound && binding.equals("require")) {
            boolean encrypted = wire.encryption().isPresent();
            throw new ProtocolException(
                    "channel binding required" + (encrypted ? " but not supported by server" : ", but SSL not in use"));
        }
        try {
            ScramClient client = client(mechanisms, bound ? channel : new byte[0], password);
            first(client);
            client.serverFirstMessage(reply());
            wire.send('p', client.clientFinalMessage().toString().getBytes(StandardCharsets.UTF_8));
            wire.flush();
            client.serverFinalMessage(reply());
            return bound;
        } catch (ScramException e) {
            throw new ProtocolException("SCRAM authentication failed: " + e.getMessage());
        }
    }

    private static ScramClient client(List<String> mechanisms, byte[] channel, String password) {
        List<String> usable = mechanisms.stream()
                .filter(name -> channel.length > 0 || !name.endsWith("-PLUS"))
                .toList();
        // The user has been told in the startup packet; the name in SCRAM is not looked at.
        var builder = ScramClient.builder()
                .advertisedMechanisms(usable)
                .username("*")
                .password(password.toCharArray())
                .stringPreparation(StringPreparation.POSTGRESQL_PREPARATION);
        if (channel.length > 0) {
            builder.channelBinding(TlsServerEndpoint.TLS_SERVER_END_POINT, channel);
        }
        return builder.build();
    }

    private void first(ScramClient client) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        byte[] message = client.clientFirstMessage().toString().getBytes(StandardCharsets.UTF_8);
        body.write(client.getScramMechanism().getName().getBytes(StandardCharsets.US_ASCII));
        body.writeByte(0);
        body.writeInt(message.length);
        body.write(message);
        wire.send('p', bytes.toByteArray());
        wire.flush();
    }

    private String reply() throws IOException, Refused {
        char kind = wire.nextKind();
        if (kind == 'E') {
            throw new Refused(wire.message());
        }
        byte[] body = wire.body();
        boolean expected = kind == 'R' && body.length >= Integer.BYTES && body[3] >= CONTINUE;
        if (!expected) {
            throw new ProtocolException("unexpected answer of the server during SCRAM authentication");
        }
        return new String(body, Integer.BYTES, body.length - Integer.BYTES, StandardCharsets.UTF_8);
    }

    private byte[] channel() throws IOException, Refused {
        if (binding.equals("disable") || !(wire.stream().getSocket() instanceof SSLSocket tls)) {
            return new byte[0];
        }
        Certificate[] certificates = tls.getSession().getPeerCertificates();
        try {
            return certificates.length > 0 && certificates[0] instanceof X509Certificate certificate
                    ? TlsServerEndpoint.getChannelBindingData(certificate)
                    : new byte[0];
        } catch (CertificateEncodingException e) {
            throw new ProtocolException("the server's certificate cannot be read: " + e.getMessage());
        }
    }
}
