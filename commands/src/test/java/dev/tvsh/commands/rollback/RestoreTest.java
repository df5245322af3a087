package dev.tvsh.commands.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.backup.BackupFolder;
import dev.tvsh.commands.backup.Backups;
import dev.tvsh.commands.backup.BackupsCommand;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.TemplateKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreTest {

    private static final String HOSTILE = SmallShop.HOSTILE;

    private static final Set<String> DECIDING = Set.of(
            "sql/rollback/create-side.sql.vm",
            "sql/rollback/end-sessions.sql.vm",
            "sql/rollback/rename.sql.vm",
            "sql/rollback/analyze.sql.vm",
            "sql/adopt/register.sql.vm");

    @TempDir
    private Path state;

    @Test
    @Tag("T11")
    @Tag("T13")
    void aDestroyedShopIsBackAndTheApplicationWrites() {
        try (TestCluster cluster = TestCluster.startWithShop()) {
            cluster.sql("shop", "ALTER EVENT TRIGGER pg_tviews_ddl_end DISABLE");
            cluster.sql("shop", "ALTER DATABASE shop SET work_mem = '9MB'");
            cluster.sql("shop", "ALTER ROLE shop_app IN DATABASE shop SET lock_timeout = '7s'");
            cluster.sql("shop", "REVOKE CONNECT ON DATABASE shop FROM PUBLIC");
            cluster.sql("shop", "GRANT CONNECT, CREATE ON DATABASE shop TO shop_app WITH GRANT OPTION");
            cluster.sql("shop", "ALTER DATABASE shop CONNECTION LIMIT 50");
            cluster.sql("shop", "COMMENT ON DATABASE shop IS 'it''s the shop'");
            CommandRunner tvsh = new CommandRunner(cluster, "shop", state);
            Path backup = state.resolve("backup");
            tvsh.run(new BackupCommand(), "--to", backup.toString());
            cluster.sql("shop", "DROP EXTENSION pg_tviews");
            cluster.sql("shop", "DROP TABLE tb_review CASCADE");
            cluster.sql("shop", "DELETE FROM tv_user");

            Outcome plan = tvsh.run(new RollbackCommand(), "--to", backup.toString(), "--plan");
            assertThat(plan.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(String.join("\n", tvsh.lines()))
                    .contains("loss    every write to shop since the backup of ")
                    .contains("cost    a second copy of the database on disk")
                    .contains("undo    ALTER DATABASE shop RENAME TO shop_tvsh_restore;");
            assertThat(tvsh.questions()).isEmpty();

            Outcome outcome = tvsh.run(new RollbackCommand(), "--to", backup.toString());

            assertThat(tvsh.questions())
                    .singleElement()
                    .satisfies(question -> assertThat(question.typedName()).isEqualTo("shop"));
            assertThat(outcome.stable()).containsExactly("10 TVIEWs restored, 0 differences");
            assertThat(databases(cluster))
                    .matches("postgres shop shop_before_rollback_\\d{8}_\\d{9} template0 template1");
            assertThat(cluster.value("shop", "SELECT evtenabled FROM pg_event_trigger"))
                    .isEqualTo("D");
            assertThat(cluster.value("shop", "SHOW work_mem")).isEqualTo("9MB");
            assertThat(cluster.value("shop", "SHOW search_path")).isEqualTo("public, sales");
            assertThat(cluster.value("shop", "SELECT datconnlimit FROM pg_database WHERE datname = 'shop'"))
                    .isEqualTo("50");
            assertThat(cluster.value(
                            "shop",
                            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'shop'"))
                    .isEqualTo("it's the shop");
            cluster.sql("shop", "SET ROLE shop_app; UPDATE tb_user SET name = 'Ada' WHERE pk_user = 7");
            assertThat(cluster.value("shop", "SELECT data ->> 'name' FROM tv_user WHERE pk_user = 7"))
                    .isEqualTo("Ada");
        }
    }

    @Test
    void killedBeforeAnyStepTheNextRunFinishes() {
        try (TestCluster cluster = TestCluster.start()) {
            SmallShop.create(cluster, HOSTILE);
            CommandRunner tvsh = new CommandRunner(cluster, HOSTILE, state);
            String backup = state.resolve("backup").toString();
            tvsh.run(new BackupCommand(), "--to", backup);
            tvsh.run(new RollbackCommand(), "--to", backup);
            for (int step : steps(tvsh.events())) {
                dropKept(cluster);
                cluster.sql(HOSTILE, "DROP EXTENSION IF EXISTS pg_tviews");
                assertThatThrownBy(() -> tvsh.dieAt(step).run(new RollbackCommand(), "--to", backup))
                        .isInstanceOf(CommandRunner.Killed.class);

                Outcome again = tvsh.run(new RollbackCommand(), "--to", backup);

                assertThat(again.exitCode()).as("killed before event %d", step).isEqualTo(ExitCode.DONE);
                assertThat(cluster.value(HOSTILE, "SELECT count(*) FROM pg_tview_meta"))
                        .as("killed before event %d", step)
                        .isEqualTo("2");
                assertThat(databases(cluster))
                        .as("killed before event %d", step)
                        .doesNotContain("_tvsh_restore");
                assertThat(tvsh.journal().entries())
                        .as("killed before event %d", step)
                        .noneMatch(Journal.Entry::isOpen);
            }
        }
    }

    @Test
    void aDamagedBackupIsRefusedBeforeAnythingIsTouched() throws IOException {
        try (TestCluster cluster = TestCluster.start()) {
            SmallShop.create(cluster, HOSTILE);
            CommandRunner tvsh = new CommandRunner(cluster, HOSTILE, state);
            Path backup = state.resolve("backup");
            tvsh.run(new BackupCommand(), "--to", backup.toString());
            Path manifest = backup.resolve("manifest.json");
            Files.writeString(manifest, Files.readString(manifest).replace("tv_part", "tv_port"));

            assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), "--to", backup.toString()))
                    .isInstanceOfSatisfying(TvshException.class, e -> {
                        assertThat(e).hasMessageContaining("the backup is damaged: manifest.json");
                        assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED);
                    });
            assertThat(tvsh.ran()).as("only sums are taken").allMatch(text -> text.contains("sha256sum"));
            assertThatThrownBy(() -> tvsh.run(
                            new RollbackCommand(),
                            "--to",
                            state.resolve("nowhere").toString()))
                    .hasMessageContaining("there is no folder");
            assertThatThrownBy(() -> tvsh.run(new RollbackCommand())).isInstanceOfSatisfying(TvshException.class, e -> {
                assertThat(e).hasMessage("no upgrade of this target is recorded here");
                assertThat(e.advice().get(0))
                        .startsWith("rollback --to " + backup)
                        .contains("loses what was written since");
                assertThat(e.advice()).anyMatch(line -> line.startsWith("rollback --plan "));
            });
        }
    }

    @Test
    void damageThatCanBeSeenWithoutReadingIsInThePlanAndInTheList() throws IOException {
        try (TestCluster cluster = TestCluster.start()) {
            SmallShop.create(cluster, HOSTILE);
            CommandRunner tvsh = new CommandRunner(cluster, HOSTILE, state);
            for (String name : List.of("blank", "whole", "cut", "gone")) {
                tvsh.run(new BackupCommand(), "--to", state.resolve(name).toString());
            }
            Files.delete(state.resolve("gone/globals.sql"));
            Path dump = state.resolve("cut/database.dump");
            Files.write(dump, Arrays.copyOf(Files.readAllBytes(dump), 1_000));
            Path manifest = state.resolve("blank/manifest.json");
            Files.writeString(manifest, " ".repeat(Math.toIntExact(Files.size(manifest))));

            tvsh.run(new RollbackCommand(), "--plan");
            assertThat(tvsh.lines())
                    .anyMatch(
                            line -> line.startsWith("✗ backup blank is damaged: " + manifest + " is not a manifest: "))
                    .contains("✗ backup gone is damaged: globals.sql is missing")
                    .anyMatch(line -> line.matches("✗ backup cut is damaged: its files have \\d+ bytes, and had \\d+"))
                    .anyMatch(line -> line.startsWith("backup whole, never proved: restored beside"))
                    .noneMatch(line -> line.startsWith("backup cut"));

            tvsh.run(new BackupsCommand());
            assertThat(table(tvsh.events()))
                    .extracting(row -> row.get(4).replaceAll("\\d+", "N"))
                    .containsExactly(
                            "✗ damaged: globals.sql is missing",
                            "✗ damaged: its files have N bytes, and had N",
                            "not proved",
                            "not proved");
            assertThat(new Backups(tvsh.journal()).newest().map(Backups::folder).map(BackupFolder::name))
                    .hasValue("whole");
        }
    }

    @Test
    void aBackupThatCannotBeLookedAtIsToldAndTheOthersAreListed() throws IOException {
        try (TestCluster cluster = TestCluster.start()) {
            SmallShop.create(cluster, HOSTILE);
            CommandRunner tvsh = new CommandRunner(cluster, HOSTILE, state);
            for (String name : List.of("whole", "closed")) {
                tvsh.run(new BackupCommand(), "--to", state.resolve(name).toString());
            }
            // A path too long for anybody to walk, root too.
            Path deep = state.resolve("deep");
            Files.createDirectories(deep.resolve(("x".repeat(200) + "/").repeat(17)));
            Path below = Files.createDirectories(state.resolve("closed/" + ("x".repeat(200) + "/").repeat(4)));
            Files.move(deep, below.resolve("deep"));
            try {
                tvsh.run(new BackupsCommand());
                assertThat(table(tvsh.events()))
                        .satisfiesExactly(
                                closed -> assertThat(closed)
                                        .contains("closed", "?")
                                        .anyMatch(
                                                cell -> cell.startsWith("✗ damaged: its files cannot be looked at: ")),
                                whole -> assertThat(whole).contains("whole", "not proved"));
                assertThatThrownBy(() -> tvsh.run(new BackupsCommand(), "show", "closed"))
                        .isInstanceOf(TvshException.class)
                        .hasMessageContaining("closed cannot be looked at: ")
                        .hasMessageEndingWith("File name too long");
                Files.delete(state.resolve("whole/globals.sql"));
                tvsh.run(new RollbackCommand(), "--plan");
                assertThat(tvsh.lines())
                        .anyMatch(line -> line.startsWith("✗ backup closed is damaged: its files cannot be looked at"))
                        .contains("✗ backup whole is damaged: globals.sql is missing")
                        .anyMatch(line -> line.contains("no usable backup is recorded here"));
            } finally {
                Files.move(below.resolve("deep"), deep);
            }
        }
    }

    private static List<List<String>> table(List<Event> events) {
        return events.stream()
                .filter(Event.Table.class::isInstance)
                .map(Event.Table.class::cast)
                .findFirst()
                .orElseThrow()
                .rows();
    }

    @Test
    @Tag("T13")
    void aRestoreThatIsNotEqualIsNotPutInPlace() throws IOException {
        try (TestCluster cluster = TestCluster.start()) {
            SmallShop.create(cluster, HOSTILE);
            CommandRunner tvsh = new CommandRunner(cluster, HOSTILE, state);
            Path backup = state.resolve("backup");
            tvsh.run(new BackupCommand(), "--to", backup.toString());
            // A backup whose manifest knows a row that its dump has not, and whose sums are right all the same.
            Path manifest = backup.resolve("manifest.json");
            String text = Files.readString(manifest);
            assertThat(text).contains("\"rows\" : 499");
            Files.writeString(manifest, text.replace("\"rows\" : 499", "\"rows\" : 498"));
            Path sums = backup.resolve("SHA256SUMS");
            Files.writeString(sums, sums(backup));

            Outcome outcome = tvsh.run(new RollbackCommand(), "--to", backup.toString());

            assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
            assertThat(outcome.stable()).contains("not swapped");
            assertThat(tvsh.lines()).anyMatch(line -> line.contains("tb_part") && line.contains("498"));
            assertThat(cluster.value(HOSTILE, "SELECT count(*) FROM tb_part")).isEqualTo("499");
            assertThat(databases(cluster)).doesNotContain("_before_rollback_");
            // Looked at, mended and tried again: the side database is tvsh's own and is replaced.
            Files.writeString(manifest, text);
            Files.writeString(sums, sums(backup));
            assertThat(tvsh.run(new RollbackCommand(), "--to", backup.toString())
                            .exitCode())
                    .isEqualTo(ExitCode.DONE);
        }
    }

    @Test
    void aForeignDatabaseInTheWayIsLeftAlone() {
        try (TestCluster cluster = TestCluster.start()) {
            SmallShop.create(cluster, HOSTILE);
            CommandRunner tvsh = new CommandRunner(cluster, HOSTILE, state);
            String backup = state.resolve("backup").toString();
            tvsh.run(new BackupCommand(), "--to", backup);
            cluster.createDatabase(HOSTILE + "_tvsh_restore");

            assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), "--to", backup))
                    .hasMessageContaining("is in the way and was not made by this tvsh");

            assertThat(databases(cluster)).contains("_tvsh_restore");
        }
    }

    @Test
    void anUnfinishedRestoreOfOneDatabaseIsNotFinishedInTheNameOfAnother() {
        try (TestCluster cluster = TestCluster.start()) {
            SmallShop.create(cluster, "shop");
            CommandRunner tvsh = new CommandRunner(cluster, "shop", state);
            String backup = state.resolve("backup").toString();
            tvsh.run(new BackupCommand(), "--to", backup);
            cluster.createDatabase("first");
            cluster.createDatabase("second");
            tvsh.run(new RollbackCommand(), "--to", backup, "--database", "first");
            List<Event> events = tvsh.events();
            int filling = IntStream.range(0, events.size())
                    .filter(n -> events.get(n) instanceof Event.WillRun run
                            && run.script().get(0).template().equals("host/rollback/restore.sh.vm"))
                    .findFirst()
                    .orElseThrow();
            assertThatThrownBy(
                            () -> tvsh.dieAt(filling).run(new RollbackCommand(), "--to", backup, "--database", "first"))
                    .isInstanceOf(CommandRunner.Killed.class);

            assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), "--to", backup, "--database", "second"))
                    .hasMessage("a restore of database first was begun and not finished")
                    .isInstanceOfSatisfying(
                            TvshException.class,
                            e -> assertThat(e.advice().get(0))
                                    .isEqualTo("rollback --to " + backup + " --database first    finishes it"));
            assertThat(databases(cluster)).doesNotContain("second_");
            assertThat(tvsh.run(new RollbackCommand(), "--to", backup, "--database", "first")
                            .exitCode())
                    .isEqualTo(ExitCode.DONE);
        }
    }

    private static List<Integer> steps(List<Event> events) {
        Set<Integer> steps = new TreeSet<>(Set.of(events.size()));
        for (int n = 1; n <= events.size(); n++) {
            if (events.get(n - 1) instanceof Event.WillRun run) {
                Rendered rendered = run.script().get(0);
                String template = rendered.template();
                if (rendered.kind() == TemplateKind.HOST) {
                    steps.add(n);
                    steps.add(n + 1);
                } else if (DECIDING.contains(template)) {
                    steps.add(n);
                }
            }
        }
        assertThat(steps).hasSizeGreaterThan(8);
        return List.copyOf(steps);
    }

    private static String sums(Path backup) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String name : List.of("database.dump", "globals.sql", "manifest.json")) {
            text.append(sha256(Files.readAllBytes(backup.resolve(name))))
                    .append("  ")
                    .append(name)
                    .append('\n');
        }
        return text.toString();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void dropKept(TestCluster cluster) {
        cluster.query(
                        "postgres",
                        "SELECT format('%I', datname) FROM pg_database WHERE datname LIKE '%_before_rollback_%'")
                .forEach(row -> cluster.sql("postgres", "DROP DATABASE " + row.get(0)));
    }

    private static String databases(TestCluster cluster) {
        return cluster.value("postgres", "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database");
    }

    @Test
    void aLargeDatabaseIsNotReadUnasked() {
        try (TestCluster cluster = TestCluster.start()) {
            SmallShop.create(cluster, SmallShop.HOSTILE);
            CommandRunner tvsh = new CommandRunner(cluster, SmallShop.HOSTILE, state);
            String backup = state.resolve("before it grew").toString();
            tvsh.run(new BackupCommand(), "--to", backup);
            cluster.sql(SmallShop.HOSTILE, "CREATE TABLE bulk (t text); ALTER TABLE bulk ALTER t SET STORAGE EXTERNAL");
            cluster.sql(SmallShop.HOSTILE, "INSERT INTO bulk SELECT repeat('x', 1000000) FROM generate_series(1, 270)");
            cluster.sql(SmallShop.HOSTILE, "INSERT INTO tb_maker (name) SELECT 'new' FROM generate_series(1, 5)");

            tvsh.run(new RollbackCommand(), "--to", backup, "--dry-run");

            assertThat(tvsh.lines())
                    .anyMatch(line -> line.contains("tb_maker: ") && line.contains(" then, about "))
                    .anyMatch(line -> line.contains("--count reads all rows"));
            tvsh.run(new RollbackCommand(), "--to", backup, "--dry-run", "--count");
            assertThat(tvsh.lines())
                    .anyMatch(line -> line.contains("tb_maker: "))
                    .noneMatch(line -> line.contains("about") && line.contains(" then, "))
                    .noneMatch(line -> line.contains("--count"));
        }
    }
}
