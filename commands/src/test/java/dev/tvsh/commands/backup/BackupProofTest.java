package dev.tvsh.commands.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ServerPrograms;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupProofTest {

    private static final String DATABASE = SmallShop.HOSTILE;

    private final TestCluster cluster = TestCluster.start();

    @TempDir
    private Path state;

    @BeforeAll
    void shop() {
        SmallShop.create(cluster, DATABASE);
        cluster.sql(DATABASE, "CREATE TYPE colour AS ENUM ('red', 'green')");
        cluster.sql(DATABASE, "ALTER TABLE tb_part ADD shade colour DEFAULT 'red', ADD weight numeric DEFAULT 1.50");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void aBackupThatIsRestoredAndEqualIsMarkedAndTheScratchIsGone() {
        for (String method : List.of("dump", "directory")) {
            CommandRunner tvsh = tvsh("proved-" + method);
            Outcome outcome = tvsh.run(new BackupCommand(), "--verify", "restore", "--method", method);

            assertThat(outcome.exitCode()).as(tvsh.lines().toString()).isEqualTo(ExitCode.DONE);
            assertThat(outcome.stable()).contains("proved by a restore");
            BackupFolder folder = newest(tvsh);
            assertThat(folder.proof()).hasValueSatisfying(proof -> {
                assertThat(proof.tviews()).isEqualTo(2);
                assertThat(proof.server()).isEqualTo(TestCluster.VERSION);
            });
            assertThat(folder.fault(tvsh.context())).isEmpty();
            assertThat(databases()).doesNotContain("_tvsh_scratch");
            assertThat(tvsh.run(new BackupsCommand()).exitCode()).isEqualTo(ExitCode.DONE);
            tvsh.run(new BackupsCommand(), "show", folder.name());
            assertThat(String.join("\n", tvsh.lines())).contains("proved 20").contains("2 TVIEWs");
        }
    }

    @Test
    void whereTheServerLetsNobodyIntoTheScratchThatIsSaidWithTheRemedy() {
        cluster.sql("postgres", "CREATE DATABASE plain");
        cluster.authentication("host plain_tvsh_scratch all all reject\nhost all all all trust\nlocal all all trust\n");
        CommandRunner tvsh = new CommandRunner(cluster, "plain", state.resolve("shut out"));
        try {
            assertThatThrownBy(() -> tvsh.run(new BackupCommand(), "--verify", "restore"))
                    .hasMessageContaining("pg_hba.conf rejects connection")
                    .isInstanceOfSatisfying(
                            TvshException.class,
                            e -> assertThat(e.advice())
                                    .contains(
                                            "pg_hba.conf has to let this role into a database of that name too; then: SELECT pg_reload_conf();"));
            assertThat(databases()).doesNotContain("_tvsh_scratch");
        } finally {
            cluster.authentication("host all all all trust\nlocal all all trust\n");
        }
    }

    @Test
    void theExtensionBelongsToItsOwnerAgainWhoeverRestores() {
        cluster.sql("postgres", "CREATE ROLE \"ni\"\"ght $(id)\" SUPERUSER LOGIN");
        CommandRunner tvsh = tvsh("night").as("ni\"ght $(id)");
        Outcome outcome = tvsh.run(new BackupCommand(), "--verify", "restore");
        assertThat(outcome.exitCode()).as(tvsh.lines().toString()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.stable()).contains("proved by a restore");
    }

    @Test
    void withoutTheRowsOfTviewsTheyAreMadeAnew() {
        CommandRunner tvsh = tvsh("excluded");
        Outcome outcome = tvsh.run(new BackupCommand(), "--verify", "restore", "--exclude-tview-data");
        assertThat(outcome.exitCode()).as(tvsh.lines().toString()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.stable()).contains("3 tables and 2 TVIEWs in the backup");
    }

    @Test
    void aCopyThatHasOtherRowsThanTheManifestIsNotProved() throws IOException {
        CommandRunner tvsh = tvsh("unequal");
        Path directory = state.resolve("unequal-backup");
        tvsh.run(new BackupCommand(), "--to", directory.toString());
        // One value differs; the number of rows does not. The sums are right all the same.
        Path tools = state.resolve("changing-tools");
        ServerPrograms.script(
                tools.resolve("pg_restore"),
                "PATH=\"${PATH#*:}\"; export PATH; pg_restore \"$@\" || exit\n"
                        + "case $* in *--section=post-data*) psql -q -c \"UPDATE tb_part SET weight = 7 WHERE pk_part = 3\" >/dev/null ;; esac");
        Outcome outcome =
                tvsh.run(new BackupsCommand(), "verify", directory.toString(), "--tools-dir", tools.toString());

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(outcome.stable()).contains("rows of public.tb_part: expected as recorded, is changed");
        assertThat(new BackupFolder(directory).proof()).isEmpty();
        assertThat(databases()).doesNotContain("_tvsh_scratch");
        assertThat(tvsh.run(new BackupsCommand(), "verify", directory.toString())
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void ofManyDifferencesTheFirstAreToldAndWhereAllAre() throws IOException {
        CommandRunner tvsh = tvsh("many");
        Path directory = state.resolve("many-backup");
        for (int table = 10; table < 25; table++) {
            cluster.sql(DATABASE, "CREATE TABLE tb_many_" + table + " AS SELECT " + table + " AS n");
        }
        tvsh.run(new BackupCommand(), "--to", directory.toString());
        Path tools = state.resolve("emptying-tools");
        ServerPrograms.script(
                tools.resolve("pg_restore"),
                "PATH=\"${PATH#*:}\"; export PATH; pg_restore \"$@\" || exit\n"
                        + "case $* in *--list*|*--version*) ;; *) for n in 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24; do"
                        + " echo \"DELETE FROM tb_many_$n;\"; done | psql -q >/dev/null ;; esac");
        Outcome outcome =
                tvsh.run(new BackupsCommand(), "verify", directory.toString(), "--tools-dir", tools.toString());

        Path file = state.resolve("many/differences/many-backup.txt");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(outcome.stable()).hasSize(15);
        assertThat(tvsh.lines().stream().filter(line -> line.contains("tb_many_")))
                .hasSize(10);
        assertThat(tvsh.lines()).contains("✗ and 5 more differences   → all of them: " + file);
        assertThat(Files.readAllLines(file)).hasSize(15).allMatch(line -> line.startsWith("✗ rows of public.tb_many_"));
    }

    @Test
    void damageIsFoundBeforeAnythingIsTouched() throws IOException {
        CommandRunner tvsh = tvsh("damaged");
        Path whole = state.resolve("whole-backup");
        tvsh.run(new BackupCommand(), "--to", whole.toString(), "--method", "directory");
        List<String> files = new ArrayList<>(Checksums.files(whole));
        assertThat(files).contains("database/toc.dat", "globals.sql", "manifest.json");
        files.add(Checksums.FILE);
        for (String name : files) {
            for (Damage damage : Damage.values()) {
                Path broken = copy(whole, state.resolve("broken"));
                damage.apply(broken.resolve(name));
                assertThatThrownBy(() -> tvsh.run(new BackupsCommand(), "verify", broken.toString()))
                        .as("%s of %s", damage, name)
                        .isInstanceOfSatisfying(TvshException.class, e -> {
                            assertThat(e).hasMessageStartingWith("the backup is damaged: ");
                            assertThat(e.exitCode()).isEqualTo(ExitCode.NEGATIVE);
                        });
                assertThat(tvsh.ran()).allMatch(sql -> sql.startsWith("SELECT") || sql.contains("sha256sum"));
            }
        }
        Path added = copy(whole, state.resolve("broken"));
        Files.writeString(added.resolve("database/9999.dat"), "more");
        assertThat(new BackupFolder(added).fault(tvsh.context()))
                .hasValue("database/9999.dat was not there when it was written");
    }

    @Test
    void killedBeforeAnyStepOfAProofTheNextRunCleansUpAndProves() {
        CommandRunner tvsh = tvsh("killed");
        Path directory = state.resolve("killed-backup");
        tvsh.run(new BackupCommand(), "--to", directory.toString());
        tvsh.run(new BackupsCommand(), "verify", directory.toString());
        int steps = tvsh.events().size();
        assertThat(steps).isGreaterThan(30);
        for (int step = 1; step <= steps; step += 9) {
            int at = step;
            assertThatThrownBy(() -> tvsh.dieAt(at).run(new BackupsCommand(), "verify", directory.toString()))
                    .isInstanceOf(CommandRunner.Killed.class);
            assertThat(tvsh.run(new BackupsCommand(), "verify", directory.toString())
                            .exitCode())
                    .as("killed at event %d", at)
                    .isEqualTo(ExitCode.DONE);
            assertThat(databases()).doesNotContain("_tvsh_scratch");
            assertThat(tvsh.journal().entries()).noneMatch(Journal.Entry::isOpen);
        }
    }

    @Test
    void pruningKeepsTheNewestAndTheLastThatWasProved() throws IOException {
        CommandRunner tvsh = tvsh("pruned");
        for (int n = 0; n < 4; n++) {
            tvsh.run(new BackupCommand());
        }
        List<Journal.Entry> all = new Backups(tvsh.journal()).all();
        String proved = Backups.folder(all.get(2)).name();
        tvsh.run(new BackupsCommand(), "verify", proved);
        tvsh.run(new BackupsCommand(), "--prune", "--keep", "1", "--dry-run");
        assertThat(tvsh.wouldRun()).hasSize(2).allMatch(script -> script.contains("rm -rf"));

        Outcome outcome = tvsh.run(new BackupsCommand(), "--prune", "--keep", "1");

        assertThat(outcome.stable()).containsExactly("2 removed");
        assertThat(new Backups(tvsh.journal()).all())
                .extracting(entry -> Backups.folder(entry).name())
                .containsExactly(Backups.folder(all.get(0)).name(), proved);
        assertThat(tvsh.run(new BackupsCommand(), "--prune", "--keep", "1").stable())
                .containsExactly("nothing to remove");
        // A removal that was interrupted is finished by the next backup.
        Path left = Backups.folder(all.get(0)).directory();
        Files.move(left, left.resolveSibling(left.getFileName() + ".part"));
        tvsh.run(new BackupCommand());
        assertThat(left.resolveSibling(left.getFileName() + ".part")).doesNotExist();
    }

    @Test
    void pruningCountsNoDamagedBackupAsOneThatIsKept() throws IOException {
        CommandRunner tvsh = tvsh("cut");
        for (int n = 0; n < 3; n++) {
            tvsh.run(new BackupCommand());
        }
        List<String> names = names(tvsh);
        Path dump = newest(tvsh).dump();
        Files.write(dump, Arrays.copyOf(Files.readAllBytes(dump), 100));

        assertThat(tvsh.run(new BackupsCommand(), "--prune", "--keep", "1").stable())
                .containsExactly("1 removed");
        assertThat(names(tvsh)).containsExactly(names.get(0), names.get(1));
    }

    @Test
    void aRemovalThatDidNotEndIsFinishedByTheNextAndNothingOfOthersIsTouched() throws IOException {
        CommandRunner tvsh = tvsh("removal");
        Path old = state.resolve("removal-old");
        tvsh.run(new BackupCommand(), "--to", old.toString());
        tvsh.run(new BackupCommand());
        Path part = state.resolve("removal-old.part");
        Files.createDirectory(part);
        Files.writeString(part.resolve("thesis.txt"), "mine");
        assertThatThrownBy(() -> tvsh.run(new BackupsCommand(), "--prune", "--keep", "1"))
                .hasMessage("cannot remove " + old + ": " + part + " is in the way");
        assertThat(part.resolve("thesis.txt")).exists();
        assertThat(new BackupFolder(old).fault(tvsh.context())).isEmpty();
        assertThat(names(tvsh)).contains("removal-old");

        // As if its script had been killed.
        Files.delete(part.resolve("thesis.txt"));
        Files.delete(part);
        tvsh.dieBefore("set -eu\nset -- ");
        assertThatThrownBy(() -> tvsh.run(new BackupsCommand(), "--prune", "--keep", "1"))
                .isInstanceOf(CommandRunner.Killed.class);
        Files.move(old, part);
        Files.delete(part.resolve("globals.sql"));
        Outcome outcome = tvsh.run(new BackupsCommand(), "--prune", "--keep", "1");

        assertThat(tvsh.lines()).contains("rest    " + part + ", of a removal that did not end");
        assertThat(outcome.stable()).containsExactly("1 removed");
        assertThat(part).doesNotExist();
        assertThat(tvsh.run(new BackupsCommand(), "--prune", "--keep", "1").stable())
                .containsExactly("nothing to remove");
    }

    private static List<String> names(CommandRunner tvsh) {
        return new Backups(tvsh.journal())
                .all().stream().map(entry -> Backups.folder(entry).name()).toList();
    }

    @Test
    void whatChangedBetweenTwoBackupsIsTold() {
        CommandRunner tvsh = tvsh("diff");
        Path before = state.resolve("before");
        Path after = state.resolve("after");
        tvsh.run(new BackupCommand(), "--to", before.toString());
        tvsh.run(new BackupCommand(), "--to", after.toString());
        assertThat(tvsh.run(new BackupCommand(), "--diff", before.toString(), after.toString())
                        .stable())
                .containsExactly("no difference");
        cluster.sql(DATABASE, "CREATE TABLE other (a int)");
        cluster.sql(DATABASE, "UPDATE tb_maker SET name = 'other' WHERE pk_maker = 4");
        cluster.sql(DATABASE, "GRANT SELECT ON tv_part TO PUBLIC");
        Path third = state.resolve("third");
        tvsh.run(new BackupCommand(), "--to", third.toString());
        Outcome outcome = tvsh.run(new BackupCommand(), "--diff", before.toString(), third.toString());
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(outcome.stable())
                .anyMatch(line -> line.startsWith("rows of public.tb_maker"))
                .anyMatch(line -> line.startsWith("rights on public.tv_part of everyone"));
    }

    private enum Damage {
        FLIPPED {
            @Override
            void apply(Path file) throws IOException {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        },
        MISSING {
            @Override
            void apply(Path file) throws IOException {
                Files.delete(file);
            }
        },
        TRUNCATED {
            @Override
            void apply(Path file) throws IOException {
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            }
        };

        abstract void apply(Path file) throws IOException;
    }

    private static Path copy(Path from, Path to) throws IOException {
        if (Files.exists(to)) {
            try (Stream<Path> tree = Files.walk(to)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
        return to;
    }

    private static BackupFolder newest(CommandRunner tvsh) {
        return Backups.folder(new Backups(tvsh.journal()).newest().orElseThrow());
    }

    private String databases() {
        return cluster.value("postgres", "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database");
    }

    private CommandRunner tvsh(String home) {
        return new CommandRunner(cluster, DATABASE, state.resolve(home));
    }
}
