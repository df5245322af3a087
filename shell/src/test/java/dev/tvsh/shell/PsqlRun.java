package dev.tvsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs of psql 15, with which tvsh is compared. */
final class PsqlRun {

    private static final int SECONDS = 120;

    private final Path folder;
    private final Map<String, String> environment;

    /** Runs in this folder, with these variables besides those of the process. */
    PsqlRun(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Fails the test if there is no psql 15. */
    static void assertThere() throws InterruptedException {
        String version = "";
        try {
            Process process = new ProcessBuilder("psql", "--version").start();
            version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
        } catch (IOException e) {
            version = e.toString();
        }
        assertThat(version)
                .as("tvsh is compared with psql 15, which is missing: apt-get install postgresql-client-15")
                .startsWith("psql (PostgreSQL) 15.");
    }

    TestShell.Run run(String input, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("psql"));
        command.addAll(arguments);
        Path out = folder.resolve("psql.out");
        Path err = folder.resolve("psql.err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("PGCLIENTENCODING", "UTF8");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
        return new TestShell.Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
