package dev.tvsh.commands.connection;

import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens sessions on the first host that will do, and asks for a password where a server wants one and none is known. */
public final class ServerConnector implements Connector {

    private static final String STARTING = "57P03";

    private final ConnectionSpec spec;
    private final PasswordPrompt prompt;
    private final PasswordFile passwordFile;
    private @Nullable String askedPassword;

    /** Once is enough: what is behind an address does not change while it is used. */
    private volatile boolean direct;

    /** Also for the programs that are started. */
    private volatile boolean rightsRegained;

    private volatile boolean mayHoldOffEventTriggers;

    /** Connects to {@code spec}. {@code warnings} takes what the user should know of the password file. */
    public ServerConnector(ConnectionSpec spec, PasswordPrompt prompt, Consumer<String> warnings) {
        this.spec = spec;
        this.prompt = prompt;
        this.passwordFile = new PasswordFile(spec.passwordFile(), warnings);
    }

    @Override
    public Session connect() {
        return own(spec);
    }

    @Override
    public Session connectUser() {
        return connect(spec, false);
    }

    @Override
    public Session connectTo(String database) {
        ConnectionSpec to = spec.withDatabase(database);
        // A login trigger that came with a backup would write into the copy, or refuse its name.
        boolean holdOff = mayHoldOffEventTriggers && !database.equals(spec.database());
        return own(holdOff ? to.withOption("-c event_triggers=off") : to);
    }

    @Override
    public ConnectionSpec spec() {
        return askedPassword == null ? spec : spec.withPassword(askedPassword);
    }

    @Override
    public Target target() {
        ConnectionSpec.Host first = spec.hosts().get(0);
        return new Target(first.name(), first.port(), spec.database(), spec.user(), clientEnvironment());
    }

    private Session own(ConnectionSpec to) {
        boolean regained = rightsRegained;
        Session session = opened(regained ? OwnRights.regained(to) : to);
        boolean ready = false;
        try {
            if (!direct) {
                DirectConnection.require(session);
                direct = true;
            }
            if (regained || !OwnRights.lost(session, to)) {
                OwnLimits.lift(session, to.setting("options").orElse(""));
                mayHoldOffEventTriggers =
                        session.info().superuser() && session.info().major() >= SessionInfo.SILENCES_EVENT_TRIGGERS;
                ready = true;
                return session;
            }
            rightsRegained = true;
        } finally {
            if (!ready) {
                session.close();
            }
        }
        return own(to);
    }

    private Session opened(ConnectionSpec to) {
        try {
            return connect(to, true);
        } catch (ConnectionLostException e) {
            throw DirectConnection.told(e, to.database());
        }
    }

    private Session connect(ConnectionSpec to, boolean own) {
        if (to.passwords() == ConnectionOptions.Passwords.ALWAYS && askedPassword == null) {
            askedPassword = ask().orElse(null);
        }
        SessionOpener opener = new SessionOpener(to, own);
        String wanted = to.setting("target_session_attrs").orElse("any");
        if (wanted.equals("prefer-standby")) {
            try {
                return firstOf(opener, to, ServerRole.STANDBY);
            } catch (ConnectionLostException e) {
                return firstOf(opener, to, ServerRole.ANY);
            }
        }
        return firstOf(opener, to, ServerRole.named(wanted));
    }

    private Session firstOf(SessionOpener opener, ConnectionSpec to, ServerRole role) {
        List<ConnectionLostException> failures = new ArrayList<>();
        for (ConnectionSpec.Host host : to.hosts()) {
            try {
                for (Endpoint endpoint : Endpoint.of(host)) {
                    Optional<Session> session = open(opener, to, endpoint, role, failures);
                    if (session.isPresent()) {
                        return session.get();
                    }
                }
            } catch (UnknownHostException e) {
                failures.add(ConnectionProblems.unknown(host, e));
            }
        }
        throw ConnectionProblems.all(failures);
    }

    /** Empty if another server may do. @throws ConnectionLostException with all failures if none would */
    private Optional<Session> open(
            SessionOpener opener,
            ConnectionSpec to,
            Endpoint endpoint,
            ServerRole role,
            List<ConnectionLostException> failures) {
        try {
            Session session = open(opener, to, endpoint);
            Optional<String> unfit = role.unfit(session);
            if (unfit.isEmpty()) {
                return Optional.of(session);
            }
            session.close();
            failures.add(ConnectionProblems.failed(endpoint, unfit.get()));
        } catch (ConnectionLostException e) {
            failures.add(e);
            if (isFinal(e)) {
                throw ConnectionProblems.all(failures);
            }
        }
        return Optional.empty();
    }

    /** A server that is there and refuses would be joined by the others; one that is starting up would not. */
    private static boolean isFinal(ConnectionLostException e) {
        return !e.sqlState().startsWith("08") && !e.sqlState().equals(STARTING);
    }

    private Session open(SessionOpener opener, ConnectionSpec to, Endpoint endpoint) {
        try {
            return opener.open(endpoint, known(to, endpoint.host()));
        } catch (PasswordNeeded e) {
            Optional<String> asked = to.passwords() == ConnectionOptions.Passwords.NEVER ? Optional.empty() : ask();
            if (asked.isEmpty()) {
                throw e.failure();
            }
            try {
                Session session = opener.open(endpoint, asked.get());
                askedPassword = asked.get();
                return session;
            } catch (PasswordNeeded again) {
                throw again.failure();
            }
        }
    }

    private Optional<String> ask() {
        return prompt.ask(spec.user()).map(String::new);
    }

    private @Nullable String known(ConnectionSpec to, ConnectionSpec.Host host) {
        if (askedPassword != null) {
            return askedPassword;
        }
        return to.setting("password")
                .or(() -> passwordFile.find(host, to.database(), to.user()))
                .orElse(null);
    }

    private Map<String, String> clientEnvironment() {
        Map<String, String> environment = new HashMap<>();
        ConnectionSpec own = rightsRegained ? OwnRights.regained(spec) : spec;
        List<ConnectionSpec.Host> hosts = spec.hosts();
        environment.put(
                "PGHOST",
                String.join(",", hosts.stream().map(ConnectionSpec.Host::name).toList()));
        environment.put(
                "PGHOSTADDR",
                hosts.stream().allMatch(host -> host.address().isEmpty())
                        ? ""
                        : String.join(
                                ",",
                                hosts.stream().map(ConnectionSpec.Host::address).toList()));
        environment.put(
                "PGPORT",
                String.join(
                        ",",
                        hosts.stream()
                                .map(host -> Integer.toString(host.port()))
                                .toList()));
        environment.put("PGUSER", spec.user());
        environment.put("PGDATABASE", spec.database());
        environment.put("PGPASSFILE", spec.passwordFile().toString());
        // A service would win over the variables above.
        environment.put("PGSERVICE", "");
        LibpqKeywords.VARIABLES.forEach((variable, keyword) -> {
            if (!environment.containsKey(variable)) {
                environment.put(variable, own.setting(keyword).orElse(""));
            }
        });
        if (askedPassword != null) {
            environment.put("PGPASSWORD", askedPassword);
        }
        return environment;
    }
}
