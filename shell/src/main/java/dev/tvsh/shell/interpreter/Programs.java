package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.host.HostProgram;
import dev.tvsh.commands.transcript.Transcript;
import dev.tvsh.shell.terminal.UserTerminal;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import dev.tvsh.templates.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Programs that the user names in inputs: behind {@code |}, in backquotes, behind {@code program}; and the editor. */
public final class Programs {

    private static final String RUN = "host/meta/run.sh.vm";
    private static final String SHELL = "host/meta/shell.sh.vm";
    private static final String PAGE = "host/meta/page.sh.vm";
    private static final String EDIT = "host/meta/edit.sh.vm";

    private final ShellState state;
    private final CommandContexts contexts;
    private final Transcript transcript;

    Programs(ShellState state, CommandContexts contexts, Transcript transcript) {
        this.state = state;
        this.contexts = contexts;
        this.transcript = transcript;
    }

    /** Starts what reads all that is written to the stream; what it writes goes to the terminal or standard output. */
    public OutputStream reading(String command) {
        return reading(command, false);
    }

    /** The same, and closing fails if the program has failed. */
    public OutputStream readingAll(String command) {
        return reading(command, true);
    }

    private OutputStream reading(String command, boolean checked) {
        Rendered script = running(command);
        state.output().flush();
        return HostProgram.reading(script, state.environment(), this::show, checked);
    }

    /** Starts what writes all that the stream gives; closing fails if the program has failed. */
    public InputStream writing(String command) {
        return writing(running(command), true);
    }

    private InputStream writing(Rendered script, boolean checked) {
        return HostProgram.writing(
                script, state.environment(), text -> state.output().error(text), checked);
    }

    private Rendered running(String command) {
        return render(RUN, Map.of("command", ShellWord.of(command)));
    }

    private void show(String text) {
        state.output().echo(text);
        state.output().flush();
    }

    /** Runs what the user wants to be run: at a terminal it has that for itself. */
    void host(String command) {
        boolean shell = command.isEmpty();
        if (shell && state.terminal().isEmpty()) {
            throw new TvshException(
                    ExitCode.FATAL, "\\! needs a command", List.of("without a terminal no shell is started"));
        }
        Rendered script = shell ? render(SHELL, Map.of()) : running(command);
        state.output().flush();
        if (state.terminal().isPresent()) {
            attached(state.terminal().get(), script);
        } else {
            HostProgram.running(
                    script,
                    state.environment(),
                    this::show,
                    text -> state.output().error(text));
        }
    }

    /** Ctrl-C is meant for the program. @return its exit status */
    private int attached(UserTerminal terminal, Rendered script) {
        try (UserTerminal.Scope lent = terminal.lend();
                UserTerminal.Scope deaf = terminal.onInterrupt(() -> {})) {
            Objects.requireNonNull(lent);
            Objects.requireNonNull(deaf);
            return HostProgram.attached(script, state.environment());
        }
    }

    /**
     * Starts the user's pager, or the one that there is.
     *
     * @param command the user's; empty for the one that there is
     * @param ended as for {@link HostProgram#showing}
     */
    HostProgram pager(Optional<String> command, Consumer<Boolean> ended) {
        Rendered script = templates()
                .render(PAGE, Map.of("pager", ShellWord.of(command.orElse("")), "hasPager", command.isPresent()));
        state.output().flush();
        return HostProgram.showing(script, state.environment(), ended);
    }

    /** What a program writes, without the last line end. */
    String output(String command) {
        try (InputStream stream = writing(running(command), false)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (IOException e) {
            throw new TvshException(ExitCode.FATAL, command + ": " + e.getMessage());
        }
    }

    /** As {@link #output}, for what is shown only: the transcript has nothing of it, nor of what goes wrong with it. */
    String unrecorded(String command) {
        Rendered script = templates().render(RUN, Map.of("command", ShellWord.of(command)));
        try (InputStream stream = writing(script, false)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Lets the user edit a file, beginning at a line, from 1; 0 is where the editor wants. */
    public void edit(String file, int line) {
        String editor = "vi";
        for (String name : new String[] {"VISUAL", "EDITOR", "PSQL_EDITOR"}) {
            editor = state.environment().getOrDefault(name, editor);
        }
        String lineOption = state.environment().getOrDefault("PSQL_EDITOR_LINENUMBER_ARG", "+");
        Rendered script = render(
                EDIT,
                Map.of(
                        "editor", ShellWord.of(editor),
                        "line", ShellWord.of(line > 0 ? lineOption + line : ""),
                        "hasLine", line > 0,
                        "file", ShellWord.of(file)));
        state.output().flush();
        int status = state.terminal()
                .map(terminal -> attached(terminal, script))
                .orElseGet(() -> HostProgram.attached(script, state.environment()));
        if (status != 0) {
            throw new TvshException(ExitCode.FATAL, "the editor \"" + editor + "\" failed; nothing was taken from it");
        }
    }

    private Templates templates() {
        return contexts.create(state.connection().connector(), event -> {}).templates();
    }

    private Rendered render(String template, Map<String, ?> values) {
        Rendered script = templates().render(template, values);
        transcript.rendered(List.of(script), false);
        return script;
    }
}
