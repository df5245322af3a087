package dev.tvsh.commands.cluster;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.commands.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Stops a server and starts it from other binaries. Wherever an earlier run ended, this one looks at the host and goes on
 * from there; its entry in the journal only carries the plan and the times.
 */
public final class BinarySwitch {

    private static final Duration CONNECT = Duration.ofSeconds(60);
    private static final Pattern ERROR = Pattern.compile("\\b(FATAL|PANIC|ERROR):\\s+");
    private static final Pattern IN_A_FILE = Pattern.compile("\\bLOG:\\s+(?=.* in file \".*\" (near )?line \\d+)");

    private final CommandContext context;
    private final ServerControl control;

    public BinarySwitch(CommandContext context) {
        this.context = context;
        this.control = new ServerControl(context);
    }

    /**
     * Makes the server run from the binaries that the plan leads to.
     *
     * @param entry the open entry of the journal that holds the plan
     * @return how long nobody could connect, from the beginning of the stop
     * @throws TvshException with {@link ExitCode#NEGATIVE} if the server does not start; it is then stopped
     */
    public Downtime run(Journal.Entry entry, SwitchPlan plan) {
        ServerProcess server = control.look(plan.directory());
        if (!server.system().equals(plan.system())) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "the data directory " + plan.directory() + " belongs to another cluster now",
                    List.of("Nothing was changed."));
        }
        if (server.running() && !server.runsFrom(plan.to())) {
            stop(entry, plan, server);
            server = control.look(plan.directory());
        }
        boolean found = server.running();
        if (!found) {
            noteOnce(entry, "stopped");
            start(entry, plan, server);
        }
        try (SqlRunner sql = connect()) {
            ClusterFacts facts = ClusterFacts.read(sql);
            // Found running, it has been there since it was started, not since it was found.
            Instant up = found
                    ? Instant.ofEpochSecond(facts.began())
                    : context.clock().instant();
            if (time(entry, "started").isEmpty()) {
                context.journal().note(entry, Map.of("started", up.toString()));
            }
            return Downtime.of(context.journal().find(entry.id()).orElse(entry));
        }
    }

    /** A session on the server, as soon as it takes one. */
    public SqlRunner connect() {
        Instant deadline = context.clock().instant().plus(CONNECT);
        while (true) {
            try {
                return context.open();
            } catch (ConnectionLostException e) {
                if (context.clock().instant().isAfter(deadline)) {
                    throw e;
                }
                pause();
            }
        }
    }

    private void stop(Journal.Entry entry, SwitchPlan plan, ServerProcess server) {
        noteOnce(entry, "stopping");
        HostResult result = context.host().run(control.stopping(server, plan));
        if (!result.succeeded()) {
            throw new TvshException(
                    ExitCode.NEGATIVE,
                    "the server could not be stopped: " + lastLine(result.errors() + result.output()),
                    List.of(
                            "State: PostgreSQL " + plan.fromVersion() + " may still be stopping. Its log: "
                                    + plan.log(),
                            "resume          when whatever holds it up is gone"));
        }
    }

    private void start(Journal.Entry entry, SwitchPlan plan, ServerProcess server) {
        context.journal()
                .note(entry, Map.of("starting", context.clock().instant().toString()));
        HostResult result = context.host().run(control.starting(server, plan));
        if (result.succeeded() || control.look(plan.directory()).runsFrom(plan.to())) {
            return;
        }
        throw new TvshException(
                ExitCode.NEGATIVE,
                firstError(result.output() + result.errors()),
                List.of(
                        "This is why PostgreSQL " + plan.toVersion() + " did not start. Its log: " + plan.log(),
                        "State: the server is stopped, its data is untouched.",
                        "rollback        start the binaries of before again (about 10 s, nothing lost)",
                        "resume          after mending the cause"));
    }

    private void noteOnce(Journal.Entry entry, String stage) {
        if (time(entry, stage).isEmpty()) {
            context.journal()
                    .note(entry, Map.of(stage, context.clock().instant().toString()));
        }
    }

    private String time(Journal.Entry entry, String stage) {
        return String.valueOf(
                context.journal().find(entry.id()).orElse(entry).facts().getOrDefault(stage, ""));
    }

    /** The first error of the server's log, whatever its prefix of times and processes; else what pg_ctl said last. */
    static String firstError(String output) {
        // A configuration with errors is refused at the end; what is wrong with it stands before.
        return Stream.of(IN_A_FILE, ERROR)
                .flatMap(pattern -> output.lines().map(pattern::matcher))
                .filter(Matcher::find)
                .map(BinarySwitch::rest)
                .findFirst()
                .orElseGet(() -> lastLine(output));
    }

    private static String rest(Matcher matcher) {
        StringBuilder rest = new StringBuilder();
        matcher.appendReplacement(new StringBuilder(), "").appendTail(rest);
        return rest.toString();
    }

    private static String lastLine(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty() ? "no reason was given" : lines.get(lines.size() - 1);
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new TvshException(
                    ExitCode.INTERRUPTED, "interrupted while the server starts", List.of("resume          goes on"), e);
        }
    }
}
