package dev.tvsh.commands.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Confirmation;
import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Interruption;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionSpec;
import dev.tvsh.commands.connection.Connector;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.connection.Target;
import dev.tvsh.commands.host.HostListener;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.commands.journal.FileJournal;
import dev.tvsh.commands.output.Event;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeProtocolTest {

    private static final Target TARGET = new Target("db1", 5432, "shop", "dba", Map.of());

    private final List<String> seen = new ArrayList<>();

    @TempDir
    Path state;

    @Test
    void showsTheChangeAndItsUndoThenAsksThenActsUnderTheLock() {
        Outcome outcome = protocol((question, invocation) -> seen.add("asked " + question.typedName()))
                .run(change(), invocation(), () -> {
                    seen.add("made");
                    assertThat(state.resolve("journal/db1-5432-shop.lock")).exists();
                    return Outcome.done(Map.of(), List.of("made"));
                });

        assertThat(outcome.stable()).containsExactly("made");
        assertThat(seen)
                .containsExactly(
                        "1 table will be emptied.",
                        "Rows go.",
                        "undo    put back",
                        "        and look",
                        "asked shop",
                        "made");
    }

    @Test
    void dryRunShowsWhatWouldRunAndNeitherAsksNorActs() {
        Outcome outcome = protocol((question, invocation) -> seen.add("asked"))
                .run(change(), invocation("dry-run"), ChangeProtocolTest::never);

        assertThat(seen).last().isEqualTo("would run TRUNCATE ONLY \"Ta\"\"ble\"");
        assertThat(seen).doesNotContain("asked");
        assertThat(outcome.document()).containsEntry("statements", List.of("TRUNCATE ONLY \"Ta\"\"ble\""));
        assertThat(Files.exists(state.resolve("journal"))).isFalse();
    }

    @Test
    void aNoIsTheEnd() {
        ChangeProtocol protocol = protocol((question, invocation) -> {
            throw new TvshException(ExitCode.REFUSED, "not confirmed");
        });

        assertThatThrownBy(() -> protocol.run(change(), invocation(), ChangeProtocolTest::never))
                .hasMessage("not confirmed");
    }

    @Test
    void theLockIsFreeAgainAfterAFailure() {
        ChangeProtocol protocol = protocol((question, invocation) -> {});

        assertThatThrownBy(() -> protocol.run(change(), invocation(), () -> {
                    throw new TvshException(ExitCode.FATAL, "no");
                }))
                .hasMessage("no");

        new FileJournal(state, TARGET, Clock.systemUTC()).lock().close();
    }

    private static Outcome never() {
        throw new AssertionError("the change was made");
    }

    private static Change change() {
        return new Change(
                "1 table will be emptied.",
                List.of("Rows go."),
                List.of("put back", "and look"),
                () -> List.of(Templates.builtIn()
                        .render("sql/refresh/truncate.sql.vm", Map.of("table", Identifier.of("Ta\"ble")))),
                Question.typed("Type the database name to go on", "shop"));
    }

    private static Invocation invocation(String... options) {
        return new Invocation("x", List.of(), options.length == 0 ? Map.of() : Map.of(options[0], List.of()));
    }

    private static HostResult noHost(Rendered script, Map<String, String> environment, HostListener listener) {
        throw new AssertionError("no host here");
    }

    private ChangeProtocol protocol(Confirmation confirmation) {
        return new ChangeProtocol(new CommandContext(
                new NoConnector(),
                ChangeProtocolTest::noHost,
                ChangeProtocolTest::noHost,
                Templates.builtIn(),
                this::see,
                confirmation,
                Interruption.NEVER,
                new FileJournal(state, TARGET, Clock.systemUTC()),
                state,
                state,
                Clock.systemUTC()));
    }

    private void see(Event event) {
        if (event instanceof Event.Line line) {
            seen.add(line.text());
        } else if (event instanceof Event.WouldRun would) {
            seen.add("would run " + would.rendered().text());
        }
    }

    private static final class NoConnector implements Connector {
        @Override
        public Session connect() {
            throw new AssertionError("no server here");
        }

        @Override
        public Session connectUser() {
            return connect();
        }

        @Override
        public Session connectTo(String database) {
            return connect();
        }

        @Override
        public ConnectionSpec spec() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Target target() {
            return TARGET;
        }
    }
}
