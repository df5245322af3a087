package dev.tvsh.shell.meta;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.interpreter.Answer;
import dev.tvsh.shell.interpreter.MetaCommands.Call;
import dev.tvsh.shell.interpreter.ScriptRunner;
import dev.tvsh.shell.interpreter.ShellState;
import dev.tvsh.shell.render.MessageText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Leaving, connecting, files, texts. */
final class GeneralCommands {

    private static final String COPYRIGHT = """
            PostgreSQL is (c) the PostgreSQL Global Development Group and the Regents of the University of California.
            Its terms: https://www.postgresql.org/about/licence/
            """;

    /** A command behind which {@code -n} stands as it is, neither quoted nor from a variable. */
    private static final Pattern OPEN = Pattern.compile("\\\\\\w+\\s+-n(?:\\s|$)");

    private GeneralCommands() {}

    static List<MetaCommand> all() {
        return List.of(
                MetaCommand.deciding("q quit", ArgumentStyle.NAMES, "", "leave", call -> Answer.QUIT),
                MetaCommand.of(
                        "h help", ArgumentStyle.LINE, "[NAME]", "the syntax of SQL commands", GeneralCommands::sqlHelp),
                MetaCommand.deciding("i include", ArgumentStyle.FILE, "FILE", "run a file", call -> include(call, "")),
                MetaCommand.deciding(
                        "ir include_relative",
                        ArgumentStyle.FILE,
                        "FILE",
                        "as \\i, relative to the file that says it",
                        call -> include(call, call.place().folder())),
                MetaCommand.of("o out", ArgumentStyle.FILE, "[FILE]", "send results to a file", GeneralCommands::out),
                MetaCommand.deciding(
                        "copy", ArgumentStyle.LINE, "...", "COPY with a file on this side", ClientCopy::run),
                MetaCommand.of("cd", ArgumentStyle.FILE, "[DIR]", "change the folder", GeneralCommands::changeFolder),
                MetaCommand.of(
                        "echo",
                        ArgumentStyle.WORDS,
                        "[TEXT ...]",
                        "write to standard output",
                        call -> call.state().output().echo(text(call))),
                MetaCommand.of(
                        "qecho",
                        ArgumentStyle.WORDS,
                        "[TEXT ...]",
                        "write where results go",
                        call -> call.print(text(call))),
                MetaCommand.of(
                        "warn",
                        ArgumentStyle.WORDS,
                        "[TEXT ...]",
                        "write to standard error",
                        call -> call.state().output().error(text(call))),
                MetaCommand.of(
                        "errverbose",
                        ArgumentStyle.NAMES,
                        "",
                        "the last error with all that is known",
                        GeneralCommands::errverbose),
                MetaCommand.of(
                        "copyright",
                        ArgumentStyle.NAMES,
                        "",
                        "whose PostgreSQL is",
                        call -> call.state().output().echo(COPYRIGHT)));
    }

    private static void sqlHelp(Call call) {
        String topic = call.word(0).replaceAll("[;\\s]+$", "");
        SqlHelp help = SqlHelp.read();
        int version = call.state()
                .connection()
                .current()
                .map(session -> session.info().major())
                .orElse(0);
        call.page(
                topic.isEmpty()
                        ? help.list(call.state().width())
                        : help.about(topic, version == 0 ? "current" : Integer.toString(version)));
    }

    private static Answer include(Call call, String folder) {
        String name = call.word(0);
        if (name.isEmpty()) {
            throw missing(call);
        }
        boolean relative = !folder.isEmpty() && !Path.of(name).isAbsolute();
        Path path = relative ? Path.of(folder).resolve(name) : call.state().path(name);
        return new ScriptRunner(call.interpreter()).file(name, path).inner();
    }

    private static void out(Call call) {
        String name = call.word(0);
        try {
            call.state().output().redirectTo(name.isEmpty() ? null : open(call, name));
        } catch (IOException e) {
            throw new TvshException(ExitCode.FATAL, FileProblem.of(name, e));
        }
    }

    /** A file, or a program behind {@code |}. */
    static OutputStream open(Call call, String name) throws IOException {
        return name.startsWith("|")
                ? call.interpreter().programs().reading(name.substring(1))
                : Files.newOutputStream(call.state().path(name));
    }

    private static void changeFolder(Call call) {
        String name = call.word(0).isEmpty() ? "~" : call.word(0);
        Path folder = call.state().path(name);
        if (!Files.isDirectory(folder)) {
            throw new TvshException(ExitCode.FATAL, "\\cd: could not change directory to \"" + name + "\"");
        }
        call.state().folder(folder);
    }

    /** The words with a blank between them; {@code -n} as the first leaves the line end out. */
    private static String text(Call call) {
        List<String> words = call.meta().words();
        boolean open = OPEN.matcher(call.meta().raw()).lookingAt();
        return String.join(" ", open ? words.subList(1, words.size()) : words) + (open ? "" : "\n");
    }

    private static void errverbose(Call call) {
        Optional<ShellState.LastError> last = call.state().lastError();
        if (last.isEmpty()) {
            call.print("There is no previous error.\n");
            return;
        }
        call.tellError(MessageText.error(
                        last.get().message(),
                        last.get().statement(),
                        new MessageText.Show(MessageText.Verbosity.VERBOSE, MessageText.Context.ALWAYS))
                .stripTrailing());
    }

    static TvshException missing(Call call) {
        return new TvshException(ExitCode.FATAL, "\\" + call.meta().name() + ": missing required argument");
    }
}
