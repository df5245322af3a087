package dev.tvsh.commands.connection;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.PGStream;

/** Opens a session on one host, with the settings that libpq would send or with those that tvsh's own sessions rely on. */
final class SessionOpener {

    private static final int PROTOCOL_3 = 196608;

    private final ConnectionSpec spec;
    private final boolean own;
    private final Dialer dialer;

    /** {@code own}: whether the session is for tvsh's commands, which read dates and numbers. */
    SessionOpener(ConnectionSpec spec, boolean own) {
        this.spec = spec;
        this.own = own;
        this.dialer = new Dialer(spec);
    }

    /**
     * @param password what to answer if the server asks for a password
     * @throws ConnectionLostException if the server is not there, or does not take the session
     * @throws PasswordNeeded if it asks for a password that is not known
     */
    ServerSession open(Endpoint endpoint, @Nullable String password) throws PasswordNeeded {
        List<ConnectionLostException> failures = new ArrayList<>();
        for (Dialer.Way way : dialer.ways(endpoint.host())) {
            try {
                return open(endpoint, way, password);
            } catch (PasswordNeeded e) {
                failures.add(ConnectionProblems.failed(endpoint, e));
                throw PasswordNeeded.at(ConnectionProblems.all(failures));
            } catch (IOException | SQLException | Refused e) {
                failures.add(ConnectionProblems.failed(endpoint, e));
                boolean otherWay = e instanceof SQLException || (e instanceof Refused refused && refused.isEarly());
                if (!otherWay) {
                    break;
                }
            }
        }
        throw ConnectionProblems.all(failures);
    }

    private ServerSession open(Endpoint endpoint, Dialer.Way way, @Nullable String password)
            throws IOException, SQLException, Refused, PasswordNeeded {
        PGStream stream = dialer.open(endpoint, way);
        Wire wire = new Wire(stream);
        boolean open = false;
        try {
            start(stream);
            authenticate(wire, way, password);
            stream.setFinishedAuthenticationRequests();
            awaitReady(wire);
            Dialer.lift(stream);
            open = true;
            return new ServerSession(wire, info(endpoint.host(), wire), () -> dialer.open(endpoint, Dialer.Way.CLEAR));
        } finally {
            if (!open) {
                wire.close();
            }
        }
    }

    private void authenticate(Wire wire, Dialer.Way way, @Nullable String password)
            throws IOException, SQLException, Refused, PasswordNeeded {
        try {
            new Authentication(wire, spec, password).run();
        } catch (Refused e) {
            boolean clearAlready =
                    way == Dialer.Way.TLS_IF_OFFERED && wire.encryption().isEmpty();
            throw clearAlready ? e : e.early();
        }
    }

    private void start(PGStream stream) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(1 << 16);
        body.putInt(PROTOCOL_3);
        parameters().forEach((name, value) -> {
            body.put(name.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
            body.put(value.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
        });
        body.put((byte) 0);
        stream.sendInteger4(body.position() + Integer.BYTES);
        stream.send(body.array(), 0, body.position());
        stream.flush();
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("user", spec.user());
        parameters.put("database", spec.database());
        for (String name : List.of("replication", "options")) {
            spec.setting(name).ifPresent(value -> parameters.put(name, value));
        }
        parameters.put(
                "application_name",
                spec.setting("application_name")
                        .or(() -> spec.setting("fallback_application_name"))
                        .orElse("tvsh"));
        if (own) {
            parameters.put("client_encoding", "UTF8");
            parameters.put("datestyle", "ISO");
            parameters.put("intervalstyle", "postgres");
            parameters.put("extra_float_digits", "1");
            parameters.put("standard_conforming_strings", "on");
            parameters.put("timezone", ZoneId.systemDefault().getId());
        } else {
            parameters.put(
                    "client_encoding",
                    spec.setting("client_encoding")
                            .filter(value -> !value.equals("auto"))
                            .orElse("UTF8"));
            LibpqKeywords.SESSION_VARIABLES
                    .values()
                    .forEach(name -> spec.setting(name).ifPresent(value -> parameters.put(name, value)));
        }
        return parameters;
    }

    private static void awaitReady(Wire wire) throws IOException, Refused {
        while (true) {
            switch (wire.nextKind()) {
                case 'Z' -> {
                    wire.ready();
                    return;
                }
                case 'S' -> wire.parameterStatus();
                case 'K' -> wire.backendKey();
                case 'E' -> throw new Refused(wire.message());
                case 'N' -> wire.body();
                default -> throw new ProtocolException("unexpected message from server during startup");
            }
        }
    }

    private SessionInfo info(ConnectionSpec.Host host, Wire wire) {
        Map<String, String> told = wire.parameters();
        String version = told.getOrDefault("server_version", "");
        return new SessionInfo(
                host.name(),
                host.isSocket() ? "" : wire.address(),
                host.port(),
                wire.encryption(),
                spec.database(),
                spec.user(),
                "on".equals(told.get("is_superuser")),
                version,
                versionNumber(version),
                wire.backendPid());
    }

    /** {@code 15.12 (Debian ...)} is 150012, {@code 9.6.24} is 90624, {@code 16beta1} is 160000. */
    static int versionNumber(String version) {
        String[] parts = version.replaceFirst("[^0-9.].*", "").split("\\.");
        int major = number(parts, 0);
        return major >= 10
                ? major * 10_000 + number(parts, 1)
                : major * 10_000 + number(parts, 1) * 100 + number(parts, 2);
    }

    private static int number(String[] parts, int index) {
        return index < parts.length && !parts[index].isEmpty() ? Integer.parseInt(parts[index]) : 0;
    }
}
