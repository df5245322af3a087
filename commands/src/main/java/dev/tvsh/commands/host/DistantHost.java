package dev.tvsh.commands.host;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import dev.tvsh.templates.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts by a shell that ssh or sudo starts, or both. The script and its environment are what that shell reads, so that no list
 * of processes shows them; and neither program ever asks anybody.
 */
final class DistantHost implements HostRunner {

    /** With what ssh ends if it could not connect, or if the connection was lost. */
    private static final int LOST = 255;

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final HostAddress address;
    private final @Nullable SshConnection connection;
    private final Templates templates;
    private final EventSink events;

    /** @param connection how ssh gets there; null for sudo on this machine */
    DistantHost(HostAddress address, @Nullable SshConnection connection, Templates templates, EventSink events) {
        this.address = address;
        this.connection = connection;
        this.templates = templates;
        this.events = events;
    }

    @Override
    public HostResult run(Rendered script, Map<String, String> environment, HostListener listener) {
        events.accept(new Event.WillRun(script));
        String mark = "tvsh " + UUID.randomUUID();
        Arrival arrival = new Arrival(mark, listener);
        HostResult result = ScriptProcess.start(new ProcessBuilder(command()), script.template())
                .reading(whole(script, environment, mark) + "\n")
                .follow(arrival);
        if (!arrival.seen) {
            throw unreachable(result);
        }
        if (connection != null && result.status() == LOST) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    address.shown() + " answered no more while " + script.template() + " ran"
                            + firstLine(result.errors())
                                    .map(line -> ": " + line)
                                    .orElse(""),
                    List.of("Whether it has run to its end there is not known: look before you go on."));
        }
        return new HostResult(result.status(), behind(mark, result.output()), result.errors());
    }

    private List<String> command() {
        List<String> shell = new ArrayList<>();
        address.user().ifPresent(user -> shell.addAll(List.of("sudo", "-n", "-u", user, "--")));
        shell.addAll(List.of("sh", "-s"));
        return connection == null
                ? shell
                : connection.running(ShellWord.list(shell).text());
    }

    private String whole(Rendered script, Map<String, String> environment, String mark) {
        List<Map<String, ShellWord>> with = new ArrayList<>();
        List<ShellWord> without = new ArrayList<>();
        environment.forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches()) {
                throw new IllegalArgumentException("no shell takes this variable: " + name);
            }
            if (value.isEmpty()) {
                without.add(ShellWord.of(name));
            } else {
                with.add(Map.of("name", ShellWord.of(name), "value", ShellWord.of(value)));
            }
        });
        return templates
                .render(
                        "host/runner/elsewhere.sh.vm",
                        Map.of("mark", ShellWord.of(mark), "with", with, "without", without, "script", script))
                .text();
    }

    private TvshException unreachable(HostResult result) {
        String reason = firstLine(result.errors()).orElse("it ended with status " + result.status() + " and no word");
        List<String> advice = new ArrayList<>();
        if (connection != null) {
            advice.add(connection.trial() + " must work");
        }
        address.user().ifPresent(user -> advice.add("sudo has to let you be " + user + " without a password"));
        advice.add("Nothing of it has run.");
        return new TvshException(ExitCode.REFUSED, "cannot run anything on " + address.shown() + ": " + reason, advice);
    }

    private static String behind(String mark, String output) {
        int start = output.indexOf(mark + "\n");
        return start < 0 ? output : output.substring(start + mark.length() + 1);
    }

    private static Optional<String> firstLine(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst();
    }

    /** Lets nothing through to the listener before the script runs. */
    private static final class Arrival implements HostListener {
        private final String mark;
        private final HostListener listener;
        private boolean seen;

        private Arrival(String mark, HostListener listener) {
            this.mark = mark;
            this.listener = listener;
        }

        @Override
        public void line(String line) {
            if (seen) {
                listener.line(line);
            } else {
                seen = line.equals(mark);
            }
        }

        @Override
        public void bell(Runnable bell) {
            listener.bell(bell);
        }

        @Override
        public void idle() {
            listener.idle();
        }
    }
}
