package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.connection.ServerMessage;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.shell.render.Output;
import dev.tvsh.shell.render.PrintSettings;
import dev.tvsh.shell.terminal.UserTerminal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** What lasts from one input to the next. */
public final class ShellState {

    private final Variables variables;
    private final UserConnection connection;
    private final PrintSettings settings;
    private final Output output;
    private final Conditions conditions = new Conditions();
    private final IntSupplier width;
    private final Map<String, String> environment;
    private Path folder;
    private boolean timing;
    private String lastStatement = "";
    private @Nullable LastError lastError;
    private @Nullable CopyTarget copyTarget;
    private InputLines lines = InputLines.NONE;
    private boolean interactive;
    private @Nullable UserTerminal terminal;
    private @Nullable String restriction;

    /**
     * The last error of the server and the statement it was about.
     *
     * @param message what the server said
     * @param statement what it was asked
     */
    public record LastError(ServerMessage message, String statement) {}

    /**
     * The state at the start.
     *
     * @param width the columns of the screen; 0 if results do not go to one
     * @param folder the folder that file names are relative to
     * @param environment the variables of the process
     */
    public ShellState(
            Variables variables,
            UserConnection connection,
            PrintSettings settings,
            Output output,
            IntSupplier width,
            Path folder,
            Map<String, String> environment) {
        this.variables = variables;
        this.connection = connection;
        this.settings = settings;
        this.output = output;
        this.width = width;
        this.folder = folder;
        this.environment = new HashMap<>(environment);
    }

    /** The variables of the environment; for the programs that are started from here they can be changed. */
    public Map<String, String> environment() {
        return environment;
    }

    public Variables variables() {
        return variables;
    }

    public UserConnection connection() {
        return connection;
    }

    public PrintSettings settings() {
        return settings;
    }

    public Output output() {
        return output;
    }

    public Conditions conditions() {
        return conditions;
    }

    public int width() {
        return width.getAsInt();
    }

    /** The path that a file name stands for. */
    public Path path(String name) {
        String home = System.getProperty("user.home", "");
        boolean inHome = name.equals("~") || name.startsWith("~/");
        return folder.resolve(inHome ? home + name.substring(1) : name).normalize();
    }

    public void folder(Path newFolder) {
        folder = newFolder;
    }

    public boolean timing() {
        return timing;
    }

    public void timing(boolean on) {
        timing = on;
    }

    public String lastStatement() {
        return lastStatement;
    }

    void lastStatement(String statement) {
        lastStatement = statement;
    }

    /** Where the data of a COPY goes or comes from; empty for where results go and statements come from. */
    public Optional<CopyTarget> copyTarget() {
        return Optional.ofNullable(copyTarget);
    }

    /** Sends the data of a COPY there from now on; null ends that. */
    public void copyTarget(@Nullable CopyTarget target) {
        copyTarget = target;
    }

    /** The lines behind the statement that runs. */
    public InputLines lines() {
        return lines;
    }

    /** Statements are read from here from now on. @return from where they were read before */
    public InputLines lines(InputLines from) {
        InputLines before = lines;
        lines = from;
        return before;
    }

    /** Whether a person types the statements. */
    public boolean interactive() {
        return interactive;
    }

    public void interactive(boolean on) {
        interactive = on;
    }

    /** Where the user can be asked; empty if nobody is there. */
    public Optional<UserTerminal> terminal() {
        return Optional.ofNullable(terminal);
    }

    /** A person types here. */
    public void terminal(UserTerminal screen) {
        terminal = screen;
        interactive = true;
    }

    /** The key that ends the mode in which no backslash command runs; empty outside of it. */
    public Optional<String> restriction() {
        return Optional.ofNullable(restriction);
    }

    /** From now on no backslash command and no command of tvsh runs until this key is named; null ends that. */
    public void restriction(@Nullable String key) {
        restriction = key;
    }

    /** The encoding in which the server and tvsh talk. */
    public Charset charset() {
        return connection.current().map(Session::charset).orElse(StandardCharsets.UTF_8);
    }

    public Optional<LastError> lastError() {
        return Optional.ofNullable(lastError);
    }

    void lastError(LastError error) {
        lastError = error;
    }
}
