package dev.tvsh.commands.testing;

import dev.tvsh.commands.ArgumentParser;
import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.commands.Interruption;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.connection.ConnectionOptions;
import dev.tvsh.commands.connection.ConnectionResolver;
import dev.tvsh.commands.connection.Connector;
import dev.tvsh.commands.connection.PasswordPrompt;
import dev.tvsh.commands.connection.ServerConnector;
import dev.tvsh.commands.host.ClusterHosts;
import dev.tvsh.commands.host.HostAddress;
import dev.tvsh.commands.host.LocalHost;
import dev.tvsh.commands.journal.FileJournal;
import dev.tvsh.commands.journal.IdentityProbe;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.TemplateKind;
import dev.tvsh.templates.Templates;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs commands against a test cluster as a new process of tvsh would, each with its own connector and journal. */
public final class CommandRunner {

    private final TestCluster cluster;
    private final String database;
    private final Path state;
    private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
    private final List<Question> questions = new ArrayList<>();
    private String user = "postgres";
    private String host;
    private Map<String, String> environment = Map.of();
    private int eventsToLive = Integer.MAX_VALUE;
    private @Nullable String deadly;
    private ClusterHosts hosts = new ClusterHosts(Map.of(), Templates::builtIn);
    private HostAddress address = HostAddress.LOCAL;
    private Clock clock = Clock.systemUTC();
    private volatile Runnable interrupted = () -> {};

    /** @param state the folder of tvsh's state, kept from one command to the next */
    public CommandRunner(TestCluster cluster, String database, Path state) {
        this.cluster = cluster;
        this.database = database;
        this.state = state;
        this.host = cluster.host();
    }

    /** Commands reach the server by this name, address or socket folder from now on. */
    public CommandRunner at(String address) {
        host = address;
        return this;
    }

    /** Commands look at the cluster's host this way from now on. */
    public CommandRunner hostAt(ClusterHosts known, String where) {
        hosts = known;
        address = HostAddress.parse(where);
        return this;
    }

    /** Commands take it to be this day from now on. */
    public CommandRunner on(LocalDate day) {
        clock = Clock.fixed(day.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
        return this;
    }

    /** Commands find from now on that ten seconds have gone by whenever they look at the clock. */
    public CommandRunner hurried() {
        Instant start = clock.instant();
        AtomicLong looks = new AtomicLong();
        InstantSource source = () -> start.plusSeconds(10 * looks.incrementAndGet());
        clock = source.withZone(ZoneOffset.UTC);
        return this;
    }

    /** Commands connect as this role from now on. */
    public CommandRunner as(String role) {
        user = role;
        return this;
    }

    /** Commands find this password in their environment from now on. */
    public CommandRunner withPassword(String password) {
        environment = Map.of("PGPASSWORD", password);
        return this;
    }

    /**
     * Lets the next command die at its nth event, that is before the statement or line is sent or shown. Its connections
     * and locks end, and it writes nothing any more, as with {@code kill -9}.
     */
    public CommandRunner dieAt(int event) {
        eventsToLive = event;
        return this;
    }

    /** Lets the next command die as {@link #dieAt} does, before it runs the first SQL that begins so. */
    public CommandRunner dieBefore(String sql) {
        deadly = sql;
        return this;
    }

    /** Runs a command, answering yes or the name to every question. */
    public Outcome run(Command command, String... words) {
        events.clear();
        questions.clear();
        Invocation invocation = ArgumentParser.parse(command.spec(), List.of(words));
        try {
            return command.run(invocation, context());
        } finally {
            eventsToLive = Integer.MAX_VALUE;
            deadly = null;
        }
    }

    public CommandContext context() {
        Connector connector = connector();
        return new CommandContext(
                connector,
                new LocalHost(this::record),
                hosts.at(address, this::record),
                Templates.builtIn(),
                this::record,
                (question, invocation) -> questions.add(question),
                this::interruption,
                journal(connector, this::record),
                state,
                state,
                clock);
    }

    /** The journal as the next command would find it. */
    public Journal journal() {
        return journal(connector(), event -> {});
    }

    private Journal journal(Connector connector, EventSink sink) {
        return new FileJournal(
                state, connector.target(), clock, new IdentityProbe(connector, Templates.builtIn(), sink));
    }

    /** A connector of its own to the test's database. */
    public Connector connector() {
        ConnectionOptions options = new ConnectionOptions(
                host, Integer.toString(cluster.port()), user, null, ConnectionOptions.Passwords.NEVER);
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("PGDATABASE", database);
        ConnectionResolver resolver = new ConnectionResolver(variables, Path.of("/nonexistent"), "nobody");
        return new ServerConnector(resolver.resolve(options), PasswordPrompt.NOBODY, warning -> {});
    }

    private Interruption.Scope interruption(Runnable action) {
        interrupted = action;
        return () -> interrupted = () -> {};
    }

    /** Ctrl-C, from any thread, for a command that takes it in its own way. */
    public void interrupt() {
        interrupted.run();
    }

    private boolean kills(Event event) {
        String start = deadly;
        return start != null
                && event instanceof Event.WillRun will
                && will.script().stream().anyMatch(sql -> sql.text().startsWith(start));
    }

    private void record(Event event) {
        eventsToLive--;
        if (eventsToLive <= 0 || kills(event)) {
            eventsToLive = 0;
            throw new Killed();
        }
        events.add(event);
    }

    /** What the last command was told to do, in order. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** The lines that the last command showed. */
    public List<String> lines() {
        return events().stream()
                .filter(Event.Line.class::isInstance)
                .map(event -> ((Event.Line) event).text())
                .toList();
    }

    /** What the last command would have run. */
    public List<String> wouldRun() {
        return events().stream()
                .filter(Event.WouldRun.class::isInstance)
                .map(event -> ((Event.WouldRun) event).rendered().text())
                .toList();
    }

    /** What the last command ran. */
    public List<String> ran() {
        return events().stream()
                .filter(Event.WillRun.class::isInstance)
                .flatMap(event -> ((Event.WillRun) event).script().stream())
                .map(Rendered::text)
                .toList();
    }

    /** Which of the last command's events were scripts for the host, the first event being 1: as {@link #dieAt} counts. */
    public List<Integer> hostScripts() {
        List<Event> all = events();
        return IntStream.rangeClosed(1, all.size())
                .filter(n -> all.get(n - 1) instanceof Event.WillRun run
                        && run.script().get(0).kind() == TemplateKind.HOST)
                .boxed()
                .toList();
    }

    /** What the last command asked. */
    public List<Question> questions() {
        return List.copyOf(questions);
    }

    /** The end of a process, wherever it is. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
