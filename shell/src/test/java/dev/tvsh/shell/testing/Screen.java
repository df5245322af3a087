package dev.tvsh.shell.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A person at a terminal: a program in a pseudo-terminal of 100 columns and 30 lines, which tmux shows and types on. */
public final class Screen {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path socket;

    private Screen(Path socket) {
        this.socket = socket;
    }

    /**
     * Starts a program.
     *
     * @param folder a folder with a short path, for the socket and the exit code
     */
    public static Screen start(Path folder, Map<String, String> environment, List<String> command) throws Exception {
        Path socket = folder.resolve("tmux");
        Screen screen = new Screen(socket);
        StringBuilder script = new StringBuilder("#!/bin/sh\n");
        environment.forEach((name, value) -> script.append("export ")
                .append(name)
                .append('=')
                .append(quote(value))
                .append('\n'));
        command.forEach(word -> script.append(quote(word)).append(' '));
        script.append("\necho \"[exit $?]\"\nexec sleep 600\n");
        Path file = Files.writeString(folder.resolve("run.sh"), script);
        screen.tmux(
                "-u", "-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", "sh " + quote(file.toString()));
        return screen;
    }

    /** The words that start a class of this build, on the class path of this test. */
    public static List<String> java(Class<?> main, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        words.addAll(List.of(arguments));
        return words;
    }

    /** Types text as it is, without pressing Enter. */
    public Screen type(String text) throws Exception {
        tmux("send-keys", "-l", "--", word(text));
        return this;
    }

    /** Presses keys by the names that tmux has for them, for example {@code Enter}, {@code C-c} or {@code Up}. */
    public Screen press(String... keys) throws Exception {
        List<String> words = new ArrayList<>(List.of("send-keys"));
        words.addAll(List.of(keys));
        tmux(words.toArray(String[]::new));
        return this;
    }

    /** Presses a key now and then until the text is on the screen: for a program that drops some, as less does at Ctrl-C. */
    public Screen pressUntil(String text, String key) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!text().contains(text) && System.nanoTime() < end) {
            press(key);
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return await(text);
    }

    /** Types a line and presses Enter. */
    public Screen enter(String line) throws Exception {
        return type(line).press("Enter");
    }

    /** Pastes text as a terminal does, in brackets where the program has asked for them. */
    public Screen paste(String text) throws Exception {
        tmux("set-buffer", "--", word(text));
        tmux("paste-buffer", "-p", "-r");
        return this;
    }

    /** Pastes a file, however long. */
    public Screen pasteFile(Path file) throws Exception {
        tmux("load-buffer", file.toString());
        tmux("paste-buffer", "-p", "-r");
        return this;
    }

    /** Makes the screen wider or narrower. */
    public Screen resize(int columns, int rows) throws Exception {
        tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
        return this;
    }

    /** Whether anything on the screen has a colour or is bold. */
    public boolean coloured() throws Exception {
        return tmux("capture-pane", "-p", "-e").contains("\u001b[");
    }

    /** Everything that is on the screen and above it. */
    public String text() throws Exception {
        return tmux("capture-pane", "-p", "-J", "-S", "-");
    }

    /** The lines of the screen that are not empty. */
    public List<String> lines() throws Exception {
        return text().lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** The last line that is not empty. */
    public String lastLine() throws Exception {
        List<String> lines = lines();
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    /** Waits until the text is somewhere on the screen. */
    public Screen await(String text) throws Exception {
        return await("'" + text + "'", screen -> screen.contains(text));
    }

    /** Waits until the text is on the screen so many times: for what an earlier step has already shown. */
    public Screen await(String text, int times) throws Exception {
        return await(times + " times '" + text + "'", screen -> screen.split(Pattern.quote(text), -1).length > times);
    }

    /** Waits until the last line that is not empty is this one. */
    public Screen awaitLast(String line) throws Exception {
        return await("'" + line + "' in the last line", screen -> {
            List<String> lines = screen.lines()
                    .map(String::stripTrailing)
                    .filter(text -> !text.isEmpty())
                    .toList();
            return !lines.isEmpty() && lines.get(lines.size() - 1).equals(line.stripTrailing());
        });
    }

    /** Waits until the program has ended with this code. */
    public Screen awaitExit(int code) throws Exception {
        return await("[exit " + code + "]");
    }

    /** Waits until this program has the terminal and is not stopped, so that keys are for it. */
    public Screen awaitForeground(String program) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (running().noneMatch(process -> hasTerminal(process, program))) {
            if (System.nanoTime() > end) {
                throw new AssertionError(program + " does not get the terminal");
            }
            TimeUnit.MILLISECONDS.sleep(30);
        }
        return this;
    }

    private static boolean hasTerminal(ProcessHandle process, String program) {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        } catch (IOException e) {
            return false; // has ended
        }
        // pid (name) state parent group session terminal foreground-group
        int name = stat.lastIndexOf(')');
        String[] words = stat.substring(name + 2).split(" ", -1);
        return stat.substring(0, name).endsWith("(" + program) && !words[0].equals("T") && words[2].equals(words[5]);
    }

    private Stream<ProcessHandle> running() throws Exception {
        long shell = Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip());
        return ProcessHandle.of(shell).stream().flatMap(first -> Stream.concat(Stream.of(first), first.descendants()));
    }

    /** Makes the screen forget what it has shown. */
    public Screen clear() throws Exception {
        tmux("send-keys", "-R");
        tmux("clear-history");
        return this;
    }

    private Screen await(String what, Predicate<String> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String text = text();
        while (!condition.test(text)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no " + what + " on the screen:\n" + text.stripTrailing());
            }
            TimeUnit.MILLISECONDS.sleep(30);
            text = text();
        }
        return this;
    }

    /** Ends the terminal and what runs in it; nothing of it writes any more when this returns. */
    public void stop() throws Exception {
        List<ProcessHandle> running = running().toList();
        tmux("kill-server");
        for (ProcessHandle process : running) {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        Files.deleteIfExists(socket);
    }

    private String tmux(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("TMUX");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    /** A semicolon at the end of a word would end the command of tmux. */
    private static String word(String text) {
        return text.endsWith(";") ? text.substring(0, text.length() - 1) + "\\;" : text;
    }

    private static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
