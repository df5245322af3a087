package dev.tvsh.commands.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.upgrade.ResumeCommand;
import dev.tvsh.commands.upgrade.UpgradeClusterCommand;
import dev.tvsh.templates.TemplateKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two clusters as pg_upgrade leaves them on a host. */
class OldClusterTest {

    @TempDir
    private Path state;

    @Test
    void theOldClusterIsFoundStartedInThePlaceOfTheNewOneAndBack() throws IOException {
        try (TestCluster old = TestCluster.start();
                TestCluster now = TestCluster.start("15.18")) {
            upgraded(old, now);
            CommandRunner tvsh = new CommandRunner(now, "postgres", state);
            tvsh.run(new RollbackCommand(), "--plan");
            assertThat(tvsh.lines())
                    .singleElement()
                    .asString()
                    .contains(old.dataDirectory() + ", as it was stopped at ")
                    .contains("loses what was written since")
                    .endsWith("→ rollback --to " + old.dataDirectory());
            tvsh.run(new RollbackCommand(), "--dry-run");
            assertThat(tvsh.wouldRun()).hasSize(2);
            assertThat(version(now)).isEqualTo("15.18");

            assertThat(tvsh.run(new RollbackCommand()).stable())
                    .containsExactly("PostgreSQL 15.12, 0 TVIEWs registered");

            assertThat(tvsh.questions())
                    .singleElement()
                    .satisfies(question -> assertThat(question.typedName()).isEqualTo("postgres"));
            assertThat(version(now)).isEqualTo("15.12");
            assertThat(now.value("postgres", "SELECT a FROM kept")).isEqualTo("1");
            assertThat(tvsh.run(new RollbackCommand()).stable()).containsExactly("already there");
            assertThat(tvsh.run(new ResumeCommand()).stable()).containsExactly("nothing is open");

            tvsh.run(new RollbackCommand(), "--to", now.dataDirectory().toString());
            assertThat(version(now)).isEqualTo("15.18");
            tvsh.run(new RollbackCommand(), "--plan");
            assertThat(tvsh.lines()).singleElement().asString().contains("→ rollback --to " + old.dataDirectory());
        }
    }

    @Test
    void killedAtAnyMomentTheNextRunFinishes() throws IOException {
        try (TestCluster old = TestCluster.start();
                TestCluster now = TestCluster.start("15.18")) {
            upgraded(old, now);
            CommandRunner tvsh = new CommandRunner(now, "postgres", state);
            String there = old.dataDirectory().toString();
            String back = now.dataDirectory().toString();
            tvsh.run(new RollbackCommand(), "--to", there);
            List<Event> events = tvsh.events();
            for (int step = 1; step <= events.size(); step++) {
                if (!isOnHost(events.get(step - 1)) && step % 9 != 0) {
                    continue;
                }
                int dying = step;
                tvsh.run(new RollbackCommand(), "--to", back);
                assertThatThrownBy(() -> tvsh.dieAt(dying).run(new RollbackCommand(), "--to", there))
                        .isInstanceOf(CommandRunner.Killed.class);

                boolean begun = tvsh.journal().entries().stream().anyMatch(Journal.Entry::isOpen);
                if (begun) {
                    assertThatThrownBy(() -> tvsh.run(new UpgradeClusterCommand(), "--to-binaries", "/nowhere"))
                            .hasMessageContaining("is not finished");
                    assertThat(tvsh.run(new ResumeCommand()).exitCode()).isEqualTo(ExitCode.NEGATIVE);
                    tvsh.run(new RollbackCommand());
                } else {
                    tvsh.run(new RollbackCommand(), "--to", there);
                }
                assertThat(version(now)).as("killed at event %d", step).isEqualTo("15.12");
                assertThat(tvsh.journal().entries()).noneMatch(Journal.Entry::isOpen);
            }
            tvsh.run(new RollbackCommand(), "--to", back);
        }
    }

    @Test
    void sharedFilesLetTheOldClusterStartOnlyBeforeTheNewOneDid() throws IOException {
        try (TestCluster old = TestCluster.start();
                TestCluster now = TestCluster.start("15.18")) {
            upgraded(old, now);
            share(old, now);
            name(now, old.socketFolder());
            CommandRunner tvsh = new CommandRunner(now, "postgres", state);
            tvsh.run(new RollbackCommand(), "--plan");
            assertThat(tvsh.lines())
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("✗ ")
                    .contains("point of no return");
            assertThatThrownBy(() -> tvsh.run(new RollbackCommand())).isInstanceOfSatisfying(TvshException.class, e -> {
                assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED);
                assertThat(e).hasMessageContaining("shares its files");
            });
            now.stop();
            assertThatThrownBy(() -> tvsh.run(
                            new RollbackCommand(), "--to", old.dataDirectory().toString()))
                    .as("somebody has started it since")
                    .hasMessageContaining("shares its files");

            Path started = now.dataDirectory().resolve("postmaster.opts");
            Files.writeString(started, Files.readString(started).strip() + " \"-b\"\n");
            tvsh.run(new RollbackCommand(), "--to", old.dataDirectory().toString());

            assertThat(version(now)).isEqualTo("15.12");
            assertThat(now.dataDirectory().resolve("global/pg_control")).doesNotExist();
            tvsh.run(new RollbackCommand(), "--plan");
            assertThat(tvsh.lines()).first().asString().contains("there is no way back");
            old.stop();
        }
    }

    @Test
    void aServerThatWasStartedWhileTheWayToSharedFilesWasBegunIsLeftAlone() throws IOException {
        try (TestCluster old = TestCluster.start();
                TestCluster now = TestCluster.start("15.18")) {
            upgraded(old, now);
            share(old, now);
            name(now, old.socketFolder());
            now.stop();
            Path started = now.dataDirectory().resolve("postmaster.opts");
            Files.writeString(started, Files.readString(started).strip() + " \"-b\"\n");
            CommandRunner tvsh = new CommandRunner(now, "postgres", state);
            String there = old.dataDirectory().toString();
            String takingOver = "set -eu\nset -- " + now.dataDirectory() + " " + there;
            assertThatThrownBy(() -> tvsh.dieBefore(takingOver).run(new RollbackCommand(), "--to", there))
                    .isInstanceOf(CommandRunner.Killed.class);
            assertThat(tvsh.journal().entries()).anyMatch(Journal.Entry::isOpen);

            // As a boot does.
            now.startServer();
            now.sql("postgres", "CREATE TABLE written AS SELECT 1 AS a");
            for (List<String> words : List.of(List.of("--to", there, "--dry-run"), List.of("--to", there))) {
                assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), words.toArray(String[]::new)))
                        .isInstanceOfSatisfying(
                                TvshException.class,
                                e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED))
                        .hasMessageContaining("shares its files");
            }

            assertThat(now.value("postgres", "SELECT a FROM written")).isEqualTo("1");
            assertThat(old.dataDirectory().resolve("global/pg_control")).doesNotExist();
            assertThat(tvsh.journal().entries()).noneMatch(Journal.Entry::isOpen);
            assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), "--to", there))
                    .hasMessageContaining("shares its files");
        }
    }

    @Test
    void stoppedBeforeItTookTheFirstFilePgUpgradeLeavesAWholeCluster() throws IOException {
        try (TestCluster old = TestCluster.start();
                TestCluster now = TestCluster.start("15.18")) {
            old.sql("postgres", "CREATE TABLE kept AS SELECT 1 AS a");
            old.stop();
            now.stop();
            Path control = old.dataDirectory().resolve("global/pg_control");
            Files.move(control, control.resolveSibling("pg_control.old"));
            name(now, old.socketFolder());
            String there = old.dataDirectory().toString();
            CommandRunner tvsh = new CommandRunner(now, "postgres", state);
            assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), "--to", there))
                    .hasMessageContaining("was not found");

            Path log = Files.createDirectories(now.dataDirectory().resolve("pg_upgrade_output.d/1/log"))
                    .resolve("pg_upgrade_utility.log");
            String begun = "command: cp -Rf \"" + there + "/pg_xact\" \"" + now.dataDirectory() + "/pg_xact\" >> x\n";
            Files.writeString(log, begun);
            assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), "--to", there))
                    .as("somebody has started the new one since")
                    .hasMessageContaining("was not found");
            Path started = now.dataDirectory().resolve("postmaster.opts");
            Files.writeString(started, Files.readString(started).strip() + " \"-b\"\n");
            Files.writeString(log, begun + "command: \"/18/bin/pg_resetwal\" -o 16872 \"x\"\n");
            assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), "--to", there))
                    .as("it has come to its end")
                    .hasMessageContaining("was not found");

            Files.writeString(log, begun);
            tvsh.run(new RollbackCommand(), "--to", there);
            assertThat(tvsh.lines())
                    .anyMatch(line -> line.startsWith("PostgreSQL 15.12 will be started on " + there))
                    .anyMatch(line -> line.startsWith("proof   pg_upgrade was stopped before it took a file"));
            assertThat(version(now)).isEqualTo("15.12");
            assertThat(now.value("postgres", "SELECT a FROM kept")).isEqualTo("1");
            assertThat(now.dataDirectory().resolve("global/pg_control")).doesNotExist();
            old.stop();
        }
    }

    @Test
    void aFileThatPgUpgradeHasCopiedProvesWhereTheClusterCameFromAndABackupBesideIsNone() throws IOException {
        try (TestCluster old = TestCluster.start("14.23");
                TestCluster now = TestCluster.start("15.18")) {
            old.sql("postgres", "CREATE TABLE kept AS SELECT generate_series(1, 5000) AS a");
            old.sql("postgres", "CHECKPOINT");
            String file = old.value("postgres", "SELECT pg_relation_filepath('kept')");
            old.stop();
            Path there = now.socketFolder().resolve("old");
            Files.createDirectories(there.resolve("global"));
            Files.createDirectories(there.resolve(file).getParent());
            for (String part : List.of("PG_VERSION", "global/pg_control", "postmaster.opts", "postgresql.conf", file)) {
                Files.copy(old.dataDirectory().resolve(part), there.resolve(part));
            }
            Path backup = now.socketFolder().resolve("backup");
            Files.createDirectories(backup.resolve("global"));
            Files.writeString(backup.resolve("PG_VERSION"), "14\n");
            Files.copy(old.dataDirectory().resolve("global/pg_control"), backup.resolve("global/pg_control"));
            Files.writeString(backup.resolve("backup_label"), "START WAL LOCATION: 0/2000028\n");
            CommandRunner tvsh = new CommandRunner(now, "postgres", state);
            tvsh.run(new RollbackCommand(), "--plan");
            assertThat(tvsh.lines()).singleElement().asString().contains("nothing proves", there.toString());
            assertThatThrownBy(() -> tvsh.run(new RollbackCommand())).hasMessageContaining("no upgrade of this target");

            Path copy = now.dataDirectory().resolve("base/" + Path.of(file).subpath(1, 3));
            Files.createDirectories(copy.getParent());
            Files.copy(old.dataDirectory().resolve(file), copy);

            tvsh.run(new RollbackCommand(), "--plan");
            assertThat(tvsh.lines()).singleElement().asString().startsWith("PostgreSQL 14 in ");

            Path older = now.socketFolder().resolve("older");
            Files.createDirectories(older.resolve("global"));
            Files.createDirectories(older.resolve("base"));
            Files.writeString(older.resolve("PG_VERSION"), "13\n");
            Files.copy(there.resolve("global/pg_control"), older.resolve("global/pg_control"));
            Files.writeString(
                    now.socketFolder().resolve("delete_old_cluster.sh"),
                    "#!/bin/sh\n\nrm -rf '" + older + "'\nrm -rf '" + now.socketFolder() + "/PG_13_202007201'\n");
            tvsh.run(new RollbackCommand(), "--plan");
            assertThat(tvsh.lines()).hasSize(2).allMatch(line -> line.startsWith("PostgreSQL 1"));
            tvsh.run(new RollbackCommand(), "--dry-run");
            assertThat(tvsh.wouldRun()).hasSize(2).last().asString().contains("-D " + there);

            Files.createDirectories(there.resolve("base/moved_for_upgrade"));
            assertThatThrownBy(() -> tvsh.run(new RollbackCommand()))
                    .as("and not two steps back, to 13")
                    .hasMessageContaining("PostgreSQL 14 in " + there + " is not whole");
        }
    }

    @Test
    void afterASwapTheOldClusterIsRefusedWhetherTheNewOneRunsOrNot() throws IOException {
        try (TestCluster old = TestCluster.start();
                TestCluster now = TestCluster.start("15.18")) {
            upgraded(old, now);
            Path control = old.dataDirectory().resolve("global/pg_control");
            Files.move(control, control.resolveSibling("pg_control.old"));
            Files.createDirectories(old.dataDirectory().resolve("base/moved_for_upgrade/1"));
            CommandRunner tvsh = new CommandRunner(now, "postgres", state);
            tvsh.run(new RollbackCommand(), "--plan");
            assertThat(tvsh.lines())
                    .first()
                    .asString()
                    .startsWith("✗ ")
                    .contains("pg_upgrade --swap has moved its files into " + now.dataDirectory());
            String there = old.dataDirectory().toString();
            assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), "--to", there))
                    .hasMessageContaining("pg_upgrade --swap has moved its files");
            now.stop();
            assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), "--to", there))
                    .isInstanceOfSatisfying(
                            TvshException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED))
                    .hasMessageContaining("pg_upgrade --swap has moved its files into another cluster");
        }
    }

    @Test
    void withoutAnUpgradeEveryRoutesWayBackIsTold() {
        try (TestCluster cluster = TestCluster.start()) {
            SmallShop.create(cluster, SmallShop.HOSTILE);
            CommandRunner tvsh = new CommandRunner(cluster, SmallShop.HOSTILE, state);
            tvsh.run(new RollbackCommand(), "--plan");
            assertThat(String.join("\n", tvsh.lines()))
                    .contains("pg-minor", "--copy", "--link", "point of no return", "dump-restore", "ext-major");
        }
    }

    /** What pg_upgrade leaves: the old cluster stopped, and the script that would delete it. */
    private static void upgraded(TestCluster old, TestCluster now) throws IOException {
        old.sql("postgres", "CREATE TABLE kept AS SELECT 1 AS a");
        old.stop();
        name(old, now.socketFolder());
    }

    private static void name(TestCluster named, Path folder) throws IOException {
        Files.writeString(
                folder.resolve("delete_old_cluster.sh"), "#!/bin/sh\n\nrm -rf '" + named.dataDirectory() + "'\n");
    }

    /** As {@code pg_upgrade --link} does. */
    private static void share(TestCluster old, TestCluster now) throws IOException {
        Path control = old.dataDirectory().resolve("global/pg_control");
        Files.move(control, control.resolveSibling("pg_control.old"));
        Path file = old.dataDirectory().resolve("base/1/99999");
        Files.writeString(file, "rows");
        Files.createLink(now.dataDirectory().resolve("base/1/99998"), file);
    }

    private static boolean isOnHost(Event event) {
        return event instanceof Event.WillRun run && run.script().get(0).kind() == TemplateKind.HOST;
    }

    private static String version(TestCluster cluster) {
        return cluster.value("postgres", "SHOW server_version");
    }
}
