package dev.tvsh.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of tvsh, of the server process of its session, and of the whole server, anywhere in refresh-all,
 * disable-triggers and enable-triggers: no TVIEW is ever half refreshed, and what the operator types next brings every trigger
 * to exactly what it was.
 *
 * <p>The environment variable {@code TVSH_KILL_RUNS} is the number of runs, 30 if not given; half of them are the same every
 * time, the others are drawn with {@code TVSH_KILL_SEED}, or a seed that is printed. A run depends on its seed and number only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledCommandsIT {

    private static final int RUNS = Integer.parseInt(System.getenv().getOrDefault("TVSH_KILL_RUNS", "30"));
    private static final long FIXED_SEED = 20261121;
    private static final long PATIENCE_SECONDS = 120;

    /** Who is killed. */
    private enum Victim {
        TVSH,
        SESSION,
        SERVER
    }

    /** When: after so many records of the transcript or lines of the journal, after a time, waiting for a lock, or filling. */
    private enum Moment {
        RECORD,
        JOURNAL,
        TIME,
        LOCK,
        FILLING
    }

    @TempDir
    private static Path folder;

    private final Map<KillWork, Length> lengths = new EnumMap<>(KillWork.class);
    private final Map<String, Integer> met = new TreeMap<>();
    private TestCluster cluster;
    private KillSample sample;

    KilledCommandsIT() {
        this.cluster = TestCluster.start();
        this.sample = new KillSample(cluster);
    }

    @BeforeAll
    void undisturbedRuns() throws IOException {
        for (KillWork work : KillWork.values()) {
            sample.reset(new Random(1));
            Path home = Files.createDirectory(folder.resolve("undisturbed-" + work));
            work.before().forEach(line -> assertThat(tvsh(home, line).exit()).isZero());
            long records = lines(home, "transcripts");
            long journal = lines(home, "journal");
            long begun = System.nanoTime();
            Script.Run run = Script.tvsh(home).run(arguments(work.during()));
            assertThat(run.exit()).as("%s", run).isZero();
            lengths.put(
                    work,
                    new Length(
                            lines(home, "transcripts") - records,
                            lines(home, "journal") - journal,
                            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)));
        }
    }

    @AfterAll
    void stop() {
        cluster.close();
        System.out.println("kills: " + met);
    }

    @Test
    void whateverIsKilledWhenTheEndIsRight() throws Exception {
        for (int i = 0; i < RUNS / 2; i++) {
            run(FIXED_SEED, i);
        }
        assertThat(met.getOrDefault("too late", 0)).as("%s", met).isLessThan(RUNS / 3);
    }

    @Test
    void whateverIsKilledAtMomentsOfThisDayTheEndIsRight() throws Exception {
        long seed = Long.parseLong(System.getenv().getOrDefault("TVSH_KILL_SEED", Long.toString(System.nanoTime())));
        System.out.println("TVSH_KILL_SEED=" + seed);
        for (int i = 0; i < RUNS - RUNS / 2; i++) {
            run(seed, i);
        }
    }

    private void run(long seed, int number) throws Exception {
        Random random = new Random(seed * 1_000_003 + number);
        KillWork work = pick(KillWork.values(), random);
        Victim victim = pick(Victim.values(), random);
        Moment drawn = pick(Moment.values(), random);
        Moment moment = drawn == Moment.FILLING && !work.refreshes() ? Moment.LOCK : drawn;
        String when = "run " + number + " of seed " + seed + ": " + victim + " at " + moment + " of " + work;
        sample.reset(random);
        Map<String, String> triggers = sample.triggers();
        Map<String, String> tables = sample.tables();
        Path home = Files.createDirectory(folder.resolve(seed + "-" + number));
        work.before()
                .forEach(line -> assertThat(tvsh(home, line).exit()).as(when).isZero());

        Script.Run killed = kill(work, victim, moment, random, home);

        String then = when + "\n" + killed;
        if (victim != Victim.TVSH) {
            assertThat(killed.exit()).as(then).isIn(0, 2, 5);
            assertThat(killed.toString()).as(then).doesNotContain("Exception").doesNotContain("\tat ");
        }
        Map<String, String> views = sample.views();
        sample.tables()
                .forEach((table, rows) ->
                        assertThat(rows).as("%s of %s", table, then).isIn(tables.get(table), views.get(table)));
        for (String line : work.afterwards()) {
            Script.Run again = tvsh(home, line);
            boolean nothingToDo = again.exit() == 5 && again.errors().contains("nothing is recorded");
            assertThat(again.exit() == 0 || nothingToDo)
                    .as("%s%nthen %s: %s", then, line, again)
                    .isTrue();
        }
        assertThat(sample.triggers()).as(then).isEqualTo(triggers);
        if (work.refreshes()) {
            assertThat(sample.tables()).as(then).isEqualTo(sample.views());
        }
    }

    private Script.Run kill(KillWork work, Victim victim, Moment moment, Random random, Path home) throws Exception {
        Length length = lengths.getOrDefault(work, new Length(1, 1, 1));
        long records = lines(home, "transcripts") + 1 + random.nextLong(length.records());
        long journal = lines(home, "journal") + 1 + random.nextLong(length.journal());
        long millis = random.nextLong(length.millis());
        String table = work.locks().get(random.nextInt(work.locks().size()));
        boolean alive;
        Script.Started started;
        try (Connection observer = cluster.connect(KillSample.DATABASE);
                Connection other = cluster.connect(KillSample.DATABASE);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            if (moment == Moment.LOCK) {
                statement.execute("LOCK TABLE " + table + " IN ROW EXCLUSIVE MODE");
            }
            long begun = System.nanoTime();
            started = Script.tvsh(home).start(arguments(work.during()));
            while (started.process().isAlive()
                    && !switch (moment) {
                        case RECORD -> lines(home, "transcripts") >= records;
                        case JOURNAL -> lines(home, "journal") >= journal;
                        case TIME -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) >= millis;
                        case LOCK -> waitsFor(observer, "Lock");
                        case FILLING -> waitsFor(observer, "Timeout");
                    }) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            alive = started.process().isAlive() && strike(victim, started, observer, random);
        } catch (SQLException e) {
            throw new AssertionError(victim + " " + moment, e);
        }
        met.merge(alive ? victim + " " + moment : "too late", 1, Integer::sum);
        if (!started.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            started.process().destroyForcibly();
            throw new AssertionError("tvsh did not end: " + started.output() + started.errors());
        }
        if (victim == Victim.SERVER && !cluster.isRunning()) {
            cluster.startServer();
        }
        awaitServer();
        return started.finished();
    }

    /** @return whether there was something to kill */
    private boolean strike(Victim victim, Script.Started started, Connection observer, Random random)
            throws SQLException, InterruptedException {
        switch (victim) {
            case TVSH -> started.process().destroyForcibly().waitFor();
            case SERVER -> cluster.kill();
            case SESSION -> {
                List<Long> sessions = sessions(observer);
                if (sessions.isEmpty()) {
                    return false;
                }
                ProcessHandle.of(sessions.get(random.nextInt(sessions.size())))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        }
        return true;
    }

    private static boolean waitsFor(Connection observer, String what) throws SQLException {
        try (Statement statement = observer.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT FROM pg_stat_activity WHERE application_name = 'tvsh' AND wait_event_type = '" + what
                                + "'")) {
            return rows.next();
        }
    }

    /** The sessions of tvsh, the busy ones only if there are any. */
    private static List<Long> sessions(Connection observer) throws SQLException {
        List<Long> sessions = new ArrayList<>();
        try (Statement statement = observer.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT pid FROM pg_stat_activity WHERE application_name = 'tvsh' ORDER BY state = 'idle', pid")) {
            while (rows.next()) {
                sessions.add(rows.getLong(1));
            }
        }
        return sessions;
    }

    /** After a crash the server takes sessions again only when it has recovered; a killed tvsh's sessions end soon. */
    private void awaitServer() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            try (Connection observer = cluster.connect(KillSample.DATABASE)) {
                if (sessions(observer).isEmpty()) {
                    return;
                }
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isIn("57P03", "57P02", "57P01", "08001", "08006");
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new AssertionError("the server does not come back, or a session of tvsh does not end");
    }

    private Script.Run tvsh(Path home, String line) {
        return Script.tvsh(home).run(arguments(List.of(line)));
    }

    private List<String> arguments(List<String> lines) {
        List<String> arguments = new ArrayList<>(List.of(
                "-X",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                cluster.host(),
                "-p",
                Integer.toString(cluster.port()),
                "-U",
                cluster.user(),
                "-d",
                KillSample.DATABASE,
                "--yes"));
        for (String line : lines) {
            arguments.add("-c");
            arguments.add(line);
        }
        return arguments;
    }

    private static <T> T pick(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private static long lines(Path home, String name) {
        Path files = home.resolve(name);
        if (!Files.isDirectory(files)) {
            return 0;
        }
        try (Stream<Path> list = Files.list(files)) {
            long lines = 0;
            for (Path file :
                    list.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                for (byte b : Files.readAllBytes(file)) {
                    lines += b == '\n' ? 1 : 0;
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How much an undisturbed run writes, and how long it takes. */
    private record Length(long records, long journal, long millis) {}
}
