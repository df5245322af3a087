package dev.tvsh.shell.terminal;

import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.transcript.SecretMask;
import dev.tvsh.shell.completion.CompletionSource;
import dev.tvsh.shell.completion.SqlWords;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.InputRC;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** The terminal that the process was started on. */
public final class JlineTerminal implements UserTerminal {

    private static final int FEATURES_MAX_BUFFER = 50_000;
    private static final Size USUAL_SIZE = Size.of(80, 24);

    private final Terminal terminal;
    private final StatusBlock status;
    private final PrintWriter output;
    private final boolean coloured;
    private final boolean unicode;
    private final InputParser parser;
    private final EditorSettings settings;
    private final Path history;
    private boolean historyRead;
    private final LineReader reader;
    private final LineReader asker;
    private final Executor interrupts = Executors.newCachedThreadPool(JlineTerminal::daemon);

    private JlineTerminal(
            Terminal terminal,
            Map<String, String> environment,
            Path history,
            CompletionSource completion,
            EditorSettings settings) {
        this.terminal = terminal;
        this.parser = new InputParser(completion);
        this.settings = settings;
        this.history = history;
        this.status = new StatusBlock(terminal);
        boolean toTerminal = TerminalFacts.stdoutIsTerminal();
        this.output = toTerminal
                ? new PrintWriter(status)
                : new PrintWriter(
                        new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), TerminalFacts.encoding()));
        this.coloured = toTerminal && TerminalFacts.coloursWelcome(environment);
        this.unicode = TerminalFacts.unicode(environment);
        this.reader = reader(environment, completion);
        this.asker = LineReaderBuilder.builder()
                .terminal(terminal)
                .variable(LineReader.DISABLE_HISTORY, true)
                .variable(LineReader.DISABLE_COMPLETION, true)
                .variable(LineReader.BELL_STYLE, "none")
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.DISABLE_HIGHLIGHTER, true)
                .parser(new InputParser((buffer, cursor) -> List.of()))
                .build();
        terminal.handle(Signal.INT, signal -> {});
    }

    /**
     * Opens the terminal of standard input. Never to be called where that is no terminal.
     *
     * @param environment the environment variables of the process
     * @param history the file that the history is kept in, unless the settings name another; made if it is not there
     */
    public static JlineTerminal open(
            Map<String, String> environment, Path history, CompletionSource completion, EditorSettings settings)
            throws IOException {
        Terminal terminal = TerminalBuilder.builder()
                .name("tvsh")
                .system(true)
                .systemOutput(TerminalBuilder.SystemOutput.SysOutOrSysErr)
                .providers("jni,exec,dumb")
                .devTty(false)
                .dumb(true)
                .graphemeCluster(false)
                .encoding(TerminalFacts.encoding())
                .build();
        if (terminal.getColumns() == 0 || terminal.getRows() == 0) {
            terminal.setSize(USUAL_SIZE); // as readline does where nobody has told it
        }
        return new JlineTerminal(terminal, environment, history, completion, settings);
    }

    private LineReader reader(Map<String, String> environment, CompletionSource completion) {
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("tvsh")
                .parser(parser)
                .completer(new CompletionAdapter(completion))
                .completionMatcher(new CandidateMatcher())
                .history(new PrivateHistory(new SecretMask()::isSecret, settings))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%M")
                .variable(LineReader.FEATURES_MAX_BUFFER_SIZE, FEATURES_MAX_BUFFER)
                .variable(LineReader.BELL_STYLE, "none")
                .variable(LineReader.INDENTATION, 0)
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.HISTORY_IGNORE_SPACE, false)
                .option(Option.HISTORY_IGNORE_DUPS, false)
                .option(Option.BRACKETED_PASTE, true)
                .option(Option.AUTO_GROUP, true)
                .option(Option.CASE_INSENSITIVE, true)
                .option(Option.INSERT_TAB, false)
                .option(Option.DISABLE_HIGHLIGHTER, !coloured);
        if (coloured) {
            builder.highlighter(new SqlHighlighter(SqlWords.load(), settings::isCommand));
        }
        LineReader built = builder.build();
        // Behind the last character it would list what could follow; readline does nothing there.
        Objects.requireNonNull(built.getKeyMaps().get(LineReader.EMACS))
                .bind(new Reference(LineReader.DELETE_CHAR), KeyMap.ctrl('D'));
        readInputrc(built, environment);
        if (!terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
            built.getWidgets().put(LineReader.CALLBACK_INIT, new Suspension(terminal));
        }
        return built;
    }

    /** What readline's own file says, above all about vi and emacs. */
    private static void readInputrc(LineReader reader, Map<String, String> environment) {
        String named = environment.getOrDefault("INPUTRC", "");
        Path file = Path.of(named.isEmpty() ? environment.getOrDefault("HOME", "") + "/.inputrc" : named);
        if (Files.isRegularFile(file)) {
            try {
                InputRC.configure(reader, file.toUri().toURL());
            } catch (IOException | IllegalArgumentException e) {
                Logger.getLogger(JlineTerminal.class.getName()).log(Level.WARNING, "inputrc", e);
            }
        }
    }

    @Override
    public List<String> history() {
        List<String> lines = new ArrayList<>();
        reader.getHistory().forEach(entry -> lines.add(entry.line()));
        return lines;
    }

    /** What variables say may have changed since the last input. */
    private void applySettings() {
        int size = settings.historySize();
        int most = size < 0 ? Integer.MAX_VALUE : size;
        reader.setVariable(LineReader.HISTORY_SIZE, most);
        reader.setVariable(LineReader.HISTORY_FILE_SIZE, most);
        String mode = settings.editMode();
        if (!mode.isEmpty()) {
            String map = mode.equals("vi") ? LineReader.VIINS : LineReader.EMACS;
            reader.getKeyMaps().put(LineReader.MAIN, reader.getKeyMaps().get(map));
        }
        if (!historyRead) {
            historyRead = true;
            readHistory(settings.historyFile(history));
        }
    }

    private void readHistory(Path file) {
        if (PrivateHistory.prepare(file, this::tell)) {
            reader.setVariable(LineReader.HISTORY_FILE, file);
            try {
                reader.getHistory().load();
            } catch (IOException | IllegalArgumentException e) {
                tell("the history cannot be read: " + FileProblem.of(e));
            }
        }
    }

    @Override
    public @Nullable String read(String prompt, Function<String, String> continuation) throws Interrupted {
        applySettings();
        parser.begin(text -> continuation.apply(text).replace(HIDDEN_FROM, "").replace(HIDDEN_TO, ""));
        return line(reader, prompt, null);
    }

    @Override
    public @Nullable String ask(String question) throws Interrupted {
        return line(asker, question, null);
    }

    @Override
    public char @Nullable [] askPassword(String question) throws Interrupted {
        String password = line(asker, question, '\0');
        return password == null ? null : password.toCharArray();
    }

    private @Nullable String line(LineReader from, String prompt, @Nullable Character mask) throws Interrupted {
        output.flush();
        status(List.of());
        status.away(true);
        try {
            return from.readLine(pattern(prompt), mask);
        } catch (EndOfFileException e) {
            return null;
        } catch (UserInterruptException e) {
            throw new Interrupted();
        } finally {
            status.away(false);
        }
    }

    /** The prompt in the editor's own language, in which a percent sign is special. */
    private static String pattern(String prompt) {
        return prompt.replace("%", "%%").replace(HIDDEN_FROM, "%{").replace(HIDDEN_TO, "%}");
    }

    @Override
    public PrintWriter output() {
        return output;
    }

    @Override
    public int width() {
        return terminal.getColumns();
    }

    @Override
    public int height() {
        return terminal.getRows();
    }

    @Override
    public boolean coloured() {
        return coloured;
    }

    @Override
    public boolean unicode() {
        return unicode;
    }

    @Override
    public void status(List<String> lines) {
        status.show(lines);
    }

    @Override
    public Scope onInterrupt(Runnable action) {
        Terminal.SignalHandler before = terminal.handle(Signal.INT, signal -> interrupts.execute(action));
        return () -> terminal.handle(Signal.INT, before);
    }

    @Override
    public Scope lend() {
        output.flush();
        status.away(true);
        Attributes before = terminal.getAttributes();
        return () -> {
            terminal.setAttributes(before);
            status.away(false);
        };
    }

    @Override
    public void close() {
        output.flush();
        status(List.of());
        try {
            terminal.close();
        } catch (IOException e) {
            tell("the terminal could not be set back: " + FileProblem.of(e));
        }
    }

    private void tell(String warning) {
        output.println(warning);
        output.flush();
    }

    private static Thread daemon(Runnable action) {
        Thread thread = new Thread(action, "interrupt");
        thread.setDaemon(true);
        return thread;
    }
}
