package dev.tvsh.commands.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.report.ReportCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ServerPrograms;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.upgrade.UpgradeClusterCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The password goes through the environment and nowhere else, on every way there and back. */
class SecretTest {

    private static final String PASSWORD = "s3cret-Pa55word'x";

    @TempDir
    private Path state;

    @Test
    void noFileNoEventAndNoProcessShowsThePassword() throws IOException {
        try (TestCluster cluster = TestCluster.startWithPassword(PASSWORD)) {
            SmallShop.create(cluster, "shop");
            Path tools = state.resolve("tools");
            Path seen = state.resolve("processes");
            for (String program : List.of("pg_dump", "pg_dumpall", "pg_restore")) {
                ServerPrograms.script(
                        tools.resolve(program),
                        "PATH=${PATH#*:}\ntr '\\0' ' ' </proc/$$/cmdline >>" + seen + "\nexec " + program + " \"$@\"");
            }
            CommandRunner tvsh = new CommandRunner(cluster, "shop", state.resolve("home")).withPassword(PASSWORD);
            List<Event> events = new ArrayList<>();
            String backup = state.resolve("home/backup").toString();

            tvsh.run(new BackupCommand(), "--to", backup, "--tools-dir", tools.toString());
            events.addAll(tvsh.events());
            tvsh.run(
                    new UpgradeClusterCommand(),
                    "--to-binaries",
                    TestCluster.binaries("15.18").toString());
            events.addAll(tvsh.events());
            tvsh.run(new RollbackCommand());
            events.addAll(tvsh.events());
            tvsh.run(new RollbackCommand(), "--to", backup, "--tools-dir", tools.toString());
            events.addAll(tvsh.events());
            tvsh.run(new ReportCommand());
            events.addAll(tvsh.events());

            assertThat(events)
                    .hasSizeGreaterThan(100)
                    .noneMatch(event -> event.toString().contains(PASSWORD));
            assertThat(Files.readString(seen)).contains("pg_restore").doesNotContain(PASSWORD);
            try (Stream<Path> files = Files.walk(state)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                            .as("%s", file)
                            .doesNotContain(PASSWORD);
                }
            }
        }
    }
}
