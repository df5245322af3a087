package dev.tvsh.commands.host;

import dev.tvsh.commands.files.FileWork;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.templates.Rendered;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs scripts on this machine. A script reads nothing; a server that it leaves running in the background goes on without
 * tvsh.
 */
public final class LocalHost implements HostRunner {

    private final EventSink events;

    public LocalHost(EventSink events) {
        this.events = events;
    }

    @Override
    public HostResult run(Rendered script, Map<String, String> environment, HostListener listener) {
        events.accept(new Event.WillRun(script));
        Path file = write(script);
        try {
            return ScriptProcess.start(builder(file, environment), script.template())
                    .follow(listener);
        } finally {
            delete(file);
        }
    }

    /** A file, because an argument is limited in length, shown in lists of processes, and bound to the locale. */
    private static Path write(Rendered script) {
        try {
            Path file = Files.createTempFile("tvsh", ".sh");
            FileWork.unbroken(() -> Files.writeString(file, script.text() + "\n"));
            return file;
        } catch (IOException e) {
            throw ScriptProcess.cannotStart("sh", script.template(), e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It holds nothing that the transcript does not hold, and only its owner can read it.
            file.toFile().deleteOnExit();
        }
    }

    private static ProcessBuilder builder(Path file, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder("sh", file.toString()).redirectInput(new File("/dev/null"));
        environment.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        return builder;
    }
}
