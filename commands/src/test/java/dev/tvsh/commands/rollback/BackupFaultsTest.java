package dev.tvsh.commands.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.backup.BackupFolder;
import dev.tvsh.commands.backup.Backups;
import dev.tvsh.commands.backup.BackupsCommand;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ServerPrograms;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of tvsh, of the client programs, of tvsh's sessions and of the server, a full disk, and each right that the role
 * needs taken from it, anywhere in backup, its proof in a database and on a server, and rollback: the live database is never worse than before, whatever looks like a backup is one, and the same
 * command again finishes and leaves nothing behind.
 *
 * <p>The environment variable {@code TVSH_FAULT_RUNS} is the number of runs, 12 if not given. A run depends on the seed, which
 * {@code TVSH_FAULT_SEED} sets, and on its number only.
 */
class BackupFaultsTest {

    private static final int RUNS = Integer.parseInt(System.getenv().getOrDefault("TVSH_FAULT_RUNS", "12"));
    private static final long SEED = Long.parseLong(System.getenv().getOrDefault("TVSH_FAULT_SEED", "20261121"));
    private static final String DATABASE = SmallShop.HOSTILE;

    /** Who dies, or what is full. */
    private enum Victim {
        TVSH,
        TOOL,
        SESSION,
        SERVER,
        DISK,
        SUPERUSER(LostRight.SUPERUSER),
        LOGIN(LostRight.LOGIN),
        CONNECT(LostRight.CONNECT),
        OWNER(LostRight.OWNER);

        private final @Nullable LostRight right;

        Victim() {
            this(null);
        }

        Victim(@Nullable LostRight right) {
            this.right = right;
        }
    }

    /** At what. */
    private enum Work {
        BACKUP,
        PROOF,
        SERVER_PROOF,
        ROLLBACK,
        KEEPING
    }

    @TempDir
    private Path state;

    private final Map<Work, Integer> events = new EnumMap<>(Work.class);
    private final Map<Work, Long> millis = new EnumMap<>(Work.class);

    @Test
    void theLiveDatabaseIsNeverWorseAndTheNextRunFinishes() throws IOException {
        try (TestCluster cluster = TestCluster.start()) {
            SmallShop.create(cluster, DATABASE);
            LostRight.begin(cluster, DATABASE);
            CommandRunner tvsh = new CommandRunner(cluster, DATABASE, state).as("operator");
            String base = state.resolve("base").toString();
            tvsh.run(new BackupCommand(), "--to", base);
            for (Work work : Work.values()) {
                long begun = System.nanoTime();
                assertThat(run(tvsh, work, base, List.of()).exitCode()).isEqualTo(ExitCode.DONE);
                millis.put(work, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
                events.put(work, tvsh.events().size());
            }
            int failed = 0;
            for (int number = 0; number < RUNS; number++) {
                Random random = new Random(SEED * 1_000 + number);
                random.nextInt();
                Work work = Work.values()[random.nextInt(Work.values().length)];
                Victim victim = Victim.values()[random.nextInt(Victim.values().length)];
                String run = "run " + number + " of seed " + SEED + ": " + victim + " at " + work;
                dropKept(cluster);
                cluster.sql(DATABASE, "UPDATE tb_maker SET name = 'run " + number + "' WHERE pk_maker = 5");

                failed += disturbed(tvsh, cluster, work, victim, base, random) ? 1 : 0;

                assertWhole(cluster, tvsh, number, run);
                Outcome again = run(tvsh, work, base, List.of());
                assertThat(again.exitCode()).as(run + tvsh.lines()).isEqualTo(ExitCode.DONE);
                if (work == Work.KEEPING) {
                    assertThat(cluster.value(DATABASE, "SELECT name FROM tb_maker WHERE pk_maker = 5"))
                            .as(run)
                            .isEqualTo("run " + number);
                }
                assertWhole(cluster, tvsh, number, run);
                assertNothingLeft(cluster, tvsh, run);
            }
            assertThat(failed).as("runs that the fault ended").isGreaterThan(RUNS / 4);
        }
    }

    private boolean disturbed(
            CommandRunner tvsh, TestCluster cluster, Work work, Victim victim, String base, Random random)
            throws IOException {
        List<String> tools = List.of();
        CompletableFuture<Void> killing = CompletableFuture.completedFuture(null);
        LostRight lost = victim.right;
        switch (victim) {
            case TVSH -> tvsh.dieAt(1 + random.nextInt(events.getOrDefault(work, 1)));
            case TOOL, DISK ->
                tools = List.of("--tools-dir", tools(victim, random).toString());
            case SESSION ->
                killing = after(
                        random.nextLong(millis.getOrDefault(work, 1L)),
                        () -> cluster.sql(
                                "postgres",
                                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
                                        + " 'tvsh'"));
            case SERVER -> killing = after(random.nextLong(millis.getOrDefault(work, 1L)), cluster::kill);
            case SUPERUSER, LOGIN, CONNECT, OWNER ->
                killing = after(
                        random.nextLong(millis.getOrDefault(work, 1L)),
                        () -> Objects.requireNonNull(lost).take(cluster));
        }
        try {
            return run(tvsh, work, base, tools).exitCode() != ExitCode.DONE;
        } catch (TvshException | CommandRunner.Killed e) {
            return true;
        } finally {
            killing.join();
            if (lost != null) {
                lost.give(cluster);
            }
            if (victim == Victim.SERVER) {
                cluster.startServer();
            }
        }
    }

    private static Outcome run(CommandRunner tvsh, Work work, String base, List<String> more) {
        List<String> words = new ArrayList<>(more);
        Command command = switch (work) {
            case BACKUP -> new BackupCommand();
            case SERVER_PROOF -> {
                words.addAll(0, List.of("verify", base, "--scratch-server"));
                yield new BackupsCommand();
            }
            case PROOF -> {
                words.addAll(0, List.of("verify", base));
                yield new BackupsCommand();
            }
            case ROLLBACK -> {
                words.addAll(List.of("--to", base));
                yield new RollbackCommand();
            }
            case KEEPING -> {
                words.addAll(List.of("--to", base, "--keep-changes"));
                yield new RollbackCommand();
            }
        };
        return tvsh.run(command, words.toArray(String[]::new));
    }

    private static CompletableFuture<Void> after(long millis, Runnable action) {
        return CompletableFuture.runAsync(action, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    }

    /** Programs that die after some time, or get no input and so have nothing to do, or may only write so much. */
    private Path tools(Victim victim, Random random) throws IOException {
        Path folder = state.resolve("tools-" + victim);
        String seconds = String.format(Locale.ROOT, "%.3f", random.nextDouble() / 4);
        String input = random.nextInt(4) == 0 ? "</dev/null" : "<&3";
        for (String program : List.of("pg_dump", "pg_dumpall", "pg_restore")) {
            String fault = victim == Victim.DISK
                    ? "trap '' XFSZ; ulimit -f " + random.nextInt(30) + "; exec " + program + " \"$@\""
                    : "exec 3<&0; " + program + " \"$@\" " + input + " & sleep " + seconds
                            + "; kill -9 $! 2>/dev/null; wait $!";
            ServerPrograms.script(
                    folder.resolve(program),
                    "PATH=\"${PATH#*:}\"; export PATH; case $1 in --version) exec " + program + " \"$@\" ;; esac\n"
                            + fault);
        }
        return folder;
    }

    /** Whoever connects finds the database, of now or of the backup, can write, and what he writes is followed. */
    private static void assertWhole(TestCluster cluster, CommandRunner tvsh, int number, String run) {
        assertThat(cluster.value(DATABASE, "SELECT name FROM tb_maker WHERE pk_maker = 5"))
                .as(run)
                .isIn("run " + number, "maker 5");
        cluster.sql(DATABASE, "UPDATE tb_part SET name = '" + number + "' WHERE pk_part = 9");
        assertThat(cluster.value(DATABASE, "SELECT data ->> 'name' FROM tv_part WHERE pk_part = 9"))
                .as(run)
                .isEqualTo(Integer.toString(number));
        assertThat(cluster.value(DATABASE, "SELECT count(*) FROM tv_part t JOIN v_part v USING (pk_part, data)"))
                .as(run)
                .isEqualTo("499");
        for (Journal.Entry backup : new Backups(tvsh.journal()).all()) {
            assertThat(Backups.folder(backup).fault(tvsh.context())).as(run).isEmpty();
        }
    }

    private void assertNothingLeft(TestCluster cluster, CommandRunner tvsh, String run) throws IOException {
        assertThat(tvsh.journal().entries())
                .as(run)
                .noneMatch(Journal.Entry::isOpen)
                .extracting(entry -> entry.facts().get("socket"))
                .allMatch(socket -> socket == null || Files.notExists(Path.of(socket.toString())));
        assertThat(cluster.value("postgres", "SELECT string_agg(datname, ' ') FROM pg_database"))
                .as(run)
                .doesNotContain("_tvsh_");
        try (Stream<Path> tree = Files.walk(state)) {
            assertThat(tree.filter(path -> path.toString().matches(".*[.](part|scratch)")))
                    .as(run)
                    .isEmpty();
        }
        assertThat(new BackupFolder(state.resolve("base")).fault(tvsh.context()))
                .as(run)
                .isEmpty();
    }

    private static void dropKept(TestCluster cluster) {
        cluster.query(
                        "postgres",
                        "SELECT format('%I', datname) FROM pg_database WHERE datname LIKE '%_before_rollback_%'")
                .forEach(row -> cluster.sql("postgres", "DROP DATABASE " + row.get(0)));
    }
}
