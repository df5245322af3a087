package dev.tvsh.shell;

import dev.tvsh.commands.registry.CommandRegistry;
import dev.tvsh.shell.warmup.ClassLoading;
import dev.tvsh.shell.warmup.RehearsalServer;
import dev.tvsh.templates.ShellWord;
import dev.tvsh.templates.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Runs what most runs need, on a rehearsal server, so that the launcher can put the classes of it into an archive. */
final class WarmUp {

    private WarmUp() {}

    static void run(World world) {
        try (RehearsalServer server = new RehearsalServer()) {
            for (String statement : List.of("select 1", "begin")) {
                List<String> arguments = List.of(
                        "-w",
                        "-X",
                        "-h",
                        RehearsalServer.HOST,
                        "-p",
                        Integer.toString(server.port()),
                        "-c",
                        statement,
                        "postgres");
                new Application(ProcessOptions.parse(arguments), world.silent()).run();
            }
            Templates.builtIn().render("host/meta/run.sh.vm", Map.of("command", ShellWord.of("true")));
            new CommandRegistry().all();
            ClassLoading.all();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
