package dev.tvsh.shell;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.meta.HelpTexts;
import dev.tvsh.shell.meta.MetaRegistry;
import dev.tvsh.shell.terminal.TerminalFacts;
import dev.tvsh.templates.Templates;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The process: reads its options, runs, and exits. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        // As libpq: a name leads to its addresses in the order of the system.
        System.setProperty("java.net.preferIPv6Addresses", "system");
        HeadStart.begin();
        System.setProperty("java.util.logging.config.class", LogSetup.class.getName());
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
            Logger.getLogger("dev.tvsh").log(Level.SEVERE, "uncaught", error);
            System.err.println("tvsh: internal error: " + error + "; the log has more");
        });
        World world = new World(
                System.getenv(),
                Path.of(System.getProperty("user.home", "")),
                Path.of("").toAbsolutePath(),
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                hasTerminal() ? Terminals.system() : Optional.empty(),
                action -> Runtime.getRuntime().addShutdownHook(new Thread(action, "exit")));
        System.exit(run(List.of(args), world));
    }

    private static boolean hasTerminal() {
        return TerminalFacts.stdinIsTerminal() && TerminalFacts.stdoutIsTerminal();
    }

    /** Runs as the process would. @return the status to exit with */
    public static int run(List<String> arguments, World world) {
        try {
            if (TranscriptTools.named(arguments)) {
                return new TranscriptTools(world).run(arguments).status();
            }
            ProcessOptions options = ProcessOptions.parse(arguments);
            if (options.has("?")) {
                print(world.out(), help(options.helpTopic()));
                return ExitCode.DONE.status();
            }
            if (options.has("V")) {
                print(world.out(), Version.NAME + "\n");
                return ExitCode.DONE.status();
            }
            if (options.has("warm-up")) {
                WarmUp.run(world);
                return ExitCode.DONE.status();
            }
            return new Application(options, world).run().status();
        } catch (TvshException e) {
            StringBuilder text = new StringBuilder("tvsh: error: " + e.getMessage() + "\n");
            e.advice().forEach(line -> text.append("  ").append(line).append('\n'));
            print(world.err(), text.toString());
            return e.exitCode().status();
        }
    }

    private static String help(String topic) {
        if (topic.equals("commands")) {
            return new MetaRegistry(Templates::builtIn, (words, now, connected) -> now).commands();
        }
        return HelpTexts.about(topic)
                .orElseThrow(() -> new TvshException(
                        ExitCode.FATAL,
                        "there is no help about \"" + topic + "\"",
                        List.of("tvsh --help=options|commands|variables")));
    }

    private static void print(OutputStream stream, String text) {
        PrintStream printer = new PrintStream(stream, false, StandardCharsets.UTF_8);
        printer.print(text);
        printer.flush();
    }
}
