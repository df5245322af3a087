package dev.tvsh.shell;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Confirmation;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.ServerUse;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.Connector;
import dev.tvsh.commands.connection.TransactionState;
import dev.tvsh.commands.host.ClusterHosts;
import dev.tvsh.commands.host.HostAddress;
import dev.tvsh.commands.host.LocalHost;
import dev.tvsh.commands.journal.FileJournal;
import dev.tvsh.commands.journal.IdentityProbe;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.commands.registry.CommandRegistry;
import dev.tvsh.commands.transcript.Transcript;
import dev.tvsh.commands.upgrade.OpenWork;
import dev.tvsh.shell.completion.CompletionSource;
import dev.tvsh.shell.guard.Guard;
import dev.tvsh.shell.guard.SilentTables;
import dev.tvsh.shell.interpreter.Answer;
import dev.tvsh.shell.interpreter.BatchConfirmation;
import dev.tvsh.shell.interpreter.InteractiveLoop;
import dev.tvsh.shell.interpreter.Interpreter;
import dev.tvsh.shell.interpreter.Interrupts;
import dev.tvsh.shell.interpreter.ScriptRunner;
import dev.tvsh.shell.interpreter.SessionTemplates;
import dev.tvsh.shell.interpreter.ShellState;
import dev.tvsh.shell.interpreter.TerminalConfirmation;
import dev.tvsh.shell.interpreter.TerminalPager;
import dev.tvsh.shell.interpreter.UserConnection;
import dev.tvsh.shell.interpreter.Variables;
import dev.tvsh.shell.interpreter.YesOrNo;
import dev.tvsh.shell.meta.MetaRegistry;
import dev.tvsh.shell.progress.StatementProgress;
import dev.tvsh.shell.render.Output;
import dev.tvsh.shell.render.PrintSettings;
import dev.tvsh.shell.replay.ReplayOptions;
import dev.tvsh.shell.terminal.EditorSettings;
import dev.tvsh.shell.terminal.UserTerminal;
import dev.tvsh.templates.Templates;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One run of the shell: puts its parts together, connects, and lets a person or a script talk to it. */
final class Application {

    private static final long EXIT_PATIENCE_MILLIS = 3_000;

    private final ProcessOptions options;
    private final World world;
    private final Folders folders;
    private final Clock clock = localClock();
    private final Variables variables = new Variables();
    private final Interrupts interrupts = new Interrupts();
    private final Optional<ReplayOptions> replay;
    private final boolean interactive;
    private final Completions completions = new Completions();
    private final Terminal terminal;
    private final ClusterHosts hosts;
    private @Nullable Templates templates;

    Application(ProcessOptions options, World world) {
        this(options, world, Optional.empty());
    }

    /** A run that replays a transcript. */
    Application(ProcessOptions options, World world, Optional<ReplayOptions> replay) {
        this.options = options;
        this.world = world;
        this.replay = replay;
        this.hosts = new ClusterHosts(world.environment(), this::templates);
        this.folders = Folders.of(world.environment(), world.home());
        this.interactive = replay.isEmpty()
                && options.actions().isEmpty()
                && !options.has("l")
                && world.terminal().isPresent();
        this.terminal =
                new Terminal(world.terminal(), folders, completions, new VariableSettings(variables, world.home()));
    }

    /** Runs to the end. @return what the process answers */
    ExitCode run() {
        try (terminal;
                hosts) {
            Optional<UserTerminal> screen = interactive ? terminal.open() : Optional.empty();
            Output output = screen.map(open -> new Output(open.output(), open.output()))
                    .orElseGet(() -> new Output(
                            replay.isPresent() ? OutputStream.nullOutputStream() : world.out(), world.err()));
            screen.ifPresent(open -> output.ascii(!open.unicode()));
            try {
                return connected(output, screen);
            } finally {
                output.close();
            }
        }
    }

    private ExitCode connected(Output output, Optional<UserTerminal> screen) {
        options.ignored()
                .forEach(word -> output.error("tvsh: warning: extra command-line argument \"" + word + "\" ignored\n"));
        PrintSettings settings = new PrintSettings();
        StartOptions.apply(options, variables, settings, output, world.folder());
        Targets targets = new Targets(world, terminal, text -> output.error("WARNING: " + text + "\n"));
        Connector connector = targets.first(options.connection());
        TranscriptNotes notes = new TranscriptNotes(output, interactive);
        try (UserConnection connection = new UserConnection(connector, variables, notes)) {
            connect(connection, output);
            try (Transcript transcript = new TranscriptStart(folders, clock, templates(), output).open(connection)) {
                notes.keepIn(transcript);
                ShellState state = new ShellState(
                        variables,
                        connection,
                        settings,
                        output,
                        () -> screen.map(UserTerminal::width).orElse(0),
                        world.folder(),
                        world.environment());
                return talk(interpreter(state, transcript, screen, targets), screen);
            }
        }
    }

    /** A target that an upgrade has left stopped is where tvsh is needed most. */
    private void connect(UserConnection connection, Output output) {
        ServerUse use = interactive || replay.isPresent() || options.has("l")
                ? ServerUse.NEEDED
                : new ServerNeed().of(options.actions());
        if (use == ServerUse.NONE) {
            return;
        }
        try {
            connection.open();
        } catch (ConnectionLostException e) {
            goOnOrRefuse(connection.connector(), use, e, output);
        }
    }

    private void goOnOrRefuse(Connector connector, ServerUse use, ConnectionLostException e, Output output) {
        Journal journal = new FileJournal(folders.state(), connector.target(), clock);
        if (OpenWork.COMMANDS.stream()
                .anyMatch(command -> !journal.open(command).isEmpty())) {
            output.error(e.getMessage()
                    + "\nNot connected. An upgrade or a rollback was begun here and has not ended   → status\n");
        } else if (use == ServerUse.IF_THERE) {
            output.error(e.getMessage() + "\nNot connected.\n");
        } else {
            throw e;
        }
    }

    private Interpreter interpreter(
            ShellState state, Transcript transcript, Optional<UserTerminal> screen, Targets targets) {
        Confirmation confirmation = screen.<Confirmation>map(
                        open -> new TerminalConfirmation(open, transcript, options.has("yes")))
                .orElseGet(() -> new BatchConfirmation(options.has("yes")));
        MetaRegistry meta = new MetaRegistry(this::templates, targets::next);
        screen.ifPresent(open -> completions.begin(meta, state, this::templates));
        return new Interpreter(
                state,
                transcript,
                interrupts,
                meta,
                new CommandRegistry(),
                (connector, events) -> context(connector, events, confirmation),
                new SessionTemplates(this::templates),
                screen.map(open -> open::status),
                screen.map(open -> guard(state.connection(), new YesOrNo(open, transcript, options.has("yes")))));
    }

    /** Local time by its offset of today: the rules of the zone would be looked for in every jar. */
    private static Clock localClock() {
        int millis = TimeZone.getDefault().getOffset(System.currentTimeMillis());
        return Clock.system(ZoneOffset.ofTotalSeconds((int) TimeUnit.MILLISECONDS.toSeconds(millis)));
    }

    private Guard guard(UserConnection connection, Predicate<String> asking) {
        return new Guard(
                () -> guardMode(variables.value(Variables.GUARD)),
                () -> variables.isOn(Variables.AUTOCOMMIT) || connection.transactionState() != TransactionState.IDLE
                        ? connection.transactionState()
                        : TransactionState.OPEN, // a block is opened before the statement
                new SilentTables(connection::connector, this::templates),
                asking);
    }

    private static Guard.Mode guardMode(@Nullable String name) {
        return name == null ? Guard.Mode.ASK : Guard.Mode.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private CommandContext context(Connector connector, EventSink events, Confirmation confirmation) {
        return new CommandContext(
                connector,
                new LocalHost(events),
                hosts.at(
                        HostAddress.parse(Objects.requireNonNullElse(variables.value(Variables.CLUSTER_HOST), "")),
                        events),
                templates(),
                events,
                confirmation,
                interrupts,
                new FileJournal(
                        folders.state(), connector.target(), clock, new IdentityProbe(connector, templates(), events)),
                folders.configuration(),
                folders.state(),
                clock);
    }

    private ExitCode talk(Interpreter interpreter, Optional<UserTerminal> screen) {
        CountDownLatch ended = new CountDownLatch(1);
        world.atExit().accept(() -> stopFromOutside(ended));
        try {
            if (replay.isPresent()) {
                return new Replayer(world, interpreter).run(replay.get(), terminal);
            }
            ScriptRunner scripts = new ScriptRunner(interpreter);
            readStartFile(scripts, interpreter.state().output());
            if (screen.isPresent()) {
                ShellState state = interpreter.state();
                state.terminal(screen.get());
                state.output().paging().pager(new TerminalPager(screen.get(), interpreter.programs(), state));
                new Greeting(interpreter).show();
                return new InteractiveLoop(
                                interpreter,
                                interrupts,
                                screen.get(),
                                completions::databaseChanged,
                                new StatementProgress(
                                        interpreter.state().connection()::connector,
                                        this::templates,
                                        screen.get()::status))
                        .run();
            }
            return new Batch(options, world, interpreter, templates()).run();
        } finally {
            ended.countDown();
        }
    }

    private void stopFromOutside(CountDownLatch ended) {
        if (ended.getCount() == 0) {
            return;
        }
        interrupts.interrupt();
        try {
            boolean inTime = ended.await(EXIT_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (!inTime) {
                interrupts.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readStartFile(ScriptRunner scripts, Output output) {
        Path file = folders.configuration().resolve("tvshrc");
        if (options.has("X") || options.has("no-tvshrc") || !Files.isReadable(file)) {
            return;
        }
        try {
            Answer answer = scripts.file(file.toString(), file);
            if (!answer.isOk()) {
                output.error("tvsh: warning: " + file + " was not read to its end\n");
            }
        } catch (TvshException e) {
            output.error("tvsh: error: " + e.getMessage() + "\n");
        }
    }

    private Templates templates() {
        Templates known = templates;
        if (known == null) {
            known = Templates.withOverrides(folders.configuration().resolve("templates"));
            templates = known;
        }
        return known;
    }

    /** The terminal, opened when it is needed first, and closed at the end. */
    static final class Terminal implements AutoCloseable {

        private final Optional<TerminalFactory> factory;
        private final Folders folders;
        private final CompletionSource completion;
        private final EditorSettings settings;
        private @Nullable UserTerminal open;

        Terminal(
                Optional<TerminalFactory> factory,
                Folders folders,
                CompletionSource completion,
                EditorSettings settings) {
            this.factory = factory;
            this.folders = folders;
            this.completion = completion;
            this.settings = settings;
        }

        /** The terminal; empty if there is none. */
        Optional<UserTerminal> open() {
            if (open == null && factory.isPresent()) {
                try {
                    PrivateFiles.folder(folders.state());
                } catch (IOException e) {
                    throw new TvshException(
                            ExitCode.FATAL, "cannot make the folder " + folders.state(), List.of(FileProblem.of(e)), e);
                }
                open = factory.get().open(folders.state().resolve("history"), completion, settings);
            }
            return Optional.ofNullable(open);
        }

        @Override
        public void close() {
            if (open != null) {
                open.close();
            }
        }
    }
}
