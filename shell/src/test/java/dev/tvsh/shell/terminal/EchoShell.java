package dev.tvsh.shell.terminal;

import dev.tvsh.shell.completion.CompletionSource.Proposal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A shell that only says what was typed; for the tests of the terminal alone. */
public final class EchoShell {

    private EchoShell() {}

    public static void main(String[] arguments) throws Exception {
        try (JlineTerminal terminal = JlineTerminal.open(
                System.getenv(),
                Path.of(arguments[0]),
                (buffer, cursor) -> Stream.of("refresh-all", "refuse")
                        .filter(word -> word.startsWith(buffer.substring(0, cursor)))
                        .map(word -> new Proposal(word, "command"))
                        .toList(),
                EditorSettings.USUAL)) {
            String input = read(terminal);
            while (input != null) {
                run(terminal, input, Path.of(arguments[1]));
                input = read(terminal);
            }
            terminal.output().println("bye");
        }
    }

    private static @Nullable String read(JlineTerminal terminal) {
        while (true) {
            try {
                return terminal.read("echo> ", text -> text.contains("(") && !text.contains(")") ? "more> " : "");
            } catch (UserTerminal.Interrupted e) {
                terminal.output().println("given up");
            }
        }
    }

    private static void run(JlineTerminal terminal, String input, Path seen) throws Exception {
        switch (input) {
            case "sleep" -> sleep(terminal);
            case "status" -> status(terminal, seen);
            case "password" -> {
                char[] password = terminal.askPassword("Password: ");
                terminal.output().println(password == null ? "none" : password.length + " characters");
            }
            case "ask" -> terminal.output().println("answer: " + terminal.ask("Go on? "));
            default -> terminal.output().println("<" + input.replace("\n", "|").replace("\t", "^I") + ">");
        }
    }

    private static void sleep(JlineTerminal terminal) throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        UserTerminal.Scope scope = terminal.onInterrupt(interrupted::countDown);
        terminal.output().println("sleeping");
        terminal.output().flush();
        terminal.output().println(interrupted.await(20, TimeUnit.SECONDS) ? "woken" : "slept");
        scope.close();
    }

    private static void status(JlineTerminal terminal, Path seen) throws Exception {
        for (int i = 1; i <= 3; i++) {
            terminal.status(List.of("working " + i + "/3", "x".repeat(300)));
            terminal.output().println("finished " + i);
            terminal.output().flush();
            TimeUnit.MILLISECONDS.sleep(50);
        }
        terminal.output().println("hold");
        terminal.output().flush();
        for (int i = 0; i < 400 && !Files.exists(seen); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
