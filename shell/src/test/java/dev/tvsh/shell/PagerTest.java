package dev.tvsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.shell.testing.BatchRun;
import dev.tvsh.shell.testing.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results that are longer than the screen, of 100 columns and 30 lines. */
class PagerTest {

    private static final String PROMPT = "postgres=#";
    private static final String HUGE = "select generate_series(1, 100000000) as n";
    private static TestCluster cluster;

    @TempDir
    Path home;

    @SuppressWarnings("NullAway.Init") // each test starts its own
    private Screen screen;

    @BeforeAll
    static void startServer() {
        cluster = TestCluster.start();
        cluster.sql("postgres", "create table written (n int, wide text)");
    }

    @AfterAll
    static void stopServer() {
        cluster.close();
    }

    @AfterEach
    void stop() throws Exception {
        screen.stop();
    }

    private Screen start(Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(new BatchRun(home, cluster, "postgres").environment());
        environment.put("LANG", "C.UTF-8");
        environment.put("HOME", home.toString());
        environment.put("PSQL_PAGER", "less");
        environment.putAll(more);
        screen = Screen.start(home, environment, Screen.java(Main.class, "-X", "-q"));
        return screen.awaitLast(PROMPT);
    }

    /** A pager that keeps the number of lines that it gets, each time in a line. */
    private Map<String, String> counting() {
        return Map.of("PSQL_PAGER", "wc -l >> " + home.resolve("counts"));
    }

    private List<String> counts() throws Exception {
        Path file = home.resolve("counts");
        return Files.exists(file)
                ? Files.readAllLines(file).stream().map(String::strip).toList()
                : List.of();
    }

    private Screen run(String statement) throws Exception {
        screen.enter(statement).enter("\\echo en'de'd").await("ended").awaitLast(PROMPT);
        return screen.clear();
    }

    @Test
    void aLongResultIsShownByTheUsersPagerAndThePromptComesBack() throws Exception {
        start(Map.of()).enter("select 'row ' || n as which from generate_series(1, 300) n;");
        screen.awaitLast(":").await("row 12").press("G").await("(300 rows)");
        assertThat(screen.text()).doesNotContain(PROMPT);
        screen.press("q").awaitLast(PROMPT);
        screen.enter("select 'al' || 'ive' as word;").await("alive").awaitLast(PROMPT);
    }

    @Test
    void leavingThePagerCancelsTheRestOfAQueryInLittleMemory() throws Exception {
        start(Map.of("JAVA_TOOL_OPTIONS", "-Xmx100m")).enter(HUGE + ";").awaitLast(":");
        screen.press("Space")
                .press("q")
                .await("The query was cancelled when its pager was left.")
                .awaitLast(PROMPT);
        assertThat(running(HUGE)).isEqualTo("0");
        screen.enter("select :'SQLSTATE' || ' ' || 'alive' as word;").await("00000 alive");
        screen.press("C-d").awaitExit(0);
        Path transcript = new BatchRun(home, cluster, "postgres").transcripts().get(0);
        assertThat(transcript).content().contains("\"outcome\":\"cancelled\"");
    }

    @Test
    void leavingThePagerRollsNothingBack() throws Exception {
        // More than is kept until the columns are measured and what a pipe takes, in few rows.
        String many = " n, repeat('x', 1000) from generate_series(1, 20000) n";
        start(Map.of("PSQL_PAGER", "less -S")).enter("begin;").awaitLast("postgres=*#");
        screen.enter("select" + many + ";").awaitLast(":").press("q");
        screen.await("is read and dropped").awaitLast("postgres=*#");
        screen.enter("commit;").awaitLast(PROMPT);
        screen.enter("insert into written select" + many + " returning *;").awaitLast(":");
        screen.press("q").await("is read and dropped", 2).awaitLast(PROMPT);
        assertThat(cluster.value("postgres", "select count(*) from written")).isEqualTo("20000");
    }

    @Test
    void controlCBelongsToThePager() throws Exception {
        start(Map.of()).enter(HUGE + ";").awaitLast(":");
        screen.press("C-c").pressUntil("  60", "Space").press("C-c").pressUntil("  120", "Space");
        assertThat(running(HUGE)).isEqualTo("1");
        screen.press("q").awaitLast(PROMPT);
        assertThat(screen.text()).doesNotContain("due to user request");
    }

    @Test
    void thePagerIsUsedExactlyWherePsqlUsesIt() throws Exception {
        start(counting());
        run("select generate_series(1, 27);");
        run("select generate_series(1, 28);");
        run("select repeat('x', 98);");
        run("select repeat('x', 99);");
        run("select repeat(E'a\\n', 26);");
        run("select repeat(E'a\\n', 27);");
        run("select 1 as a, 2 as b, 3 as c from generate_series(1, 7) \\gx");
        run("select 1 as a, 2 as b, 3 as c from generate_series(1, 8) \\gx");
        run("\\pset format csv");
        run("select generate_series(1, 28);");
        run("select generate_series(1, 29);");
        run("select generate_series(1, 100) \\g " + home.resolve("file"));
        assertThat(counts()).containsExactly("32", "5", "32", "33", "30");
    }

    @Test
    void thePagerIsUsedAsTheSettingsSay() throws Exception {
        start(counting());
        run("\\pset pager off");
        run("select generate_series(1, 200);");
        run("\\pset pager always");
        run("select 1;");
        run("\\pset pager on");
        run("\\pset pager_min_lines 60");
        run("select generate_series(1, 57);");
        run("select generate_series(1, 58);");
        run("\\setenv PSQL_PAGER ' '");
        run("select generate_series(1, 200);");
        run("\\setenv PSQL_PAGER");
        run("\\setenv PAGER 'wc -c >> " + home.resolve("counts") + "'");
        run("\\pset pager_min_lines 0");
        run("select generate_series(1, 58);");
        assertThat(counts()).containsExactly("5", "62", "1033");
    }

    @Test
    void whatIsLongAndNoResultGoesThroughThePagerToo() throws Exception {
        start(counting());
        run("\\d pg_class");
        run("\\?");
        run("create function long() returns int language sql as $$ select 1" + " + \n 1".repeat(40) + " $$;");
        run("\\sf long");
        assertThat(counts()).hasSize(3).startsWith("41").endsWith("44");
    }

    @Test
    void aPagerThatIsNotThereLosesNothing() throws Exception {
        start(Map.of("PSQL_PAGER", "/no/such/pager -x")).enter("select generate_series(1, 40) as n;");
        screen.await("warning: the pager could not be started")
                .await("(40 rows)")
                .awaitLast(PROMPT);
        assertThat(screen.lines()).contains("  1", " 40");
        screen.enter("select n, repeat('x', 1000) from generate_series(1, 5000) n;");
        // Its warning has scrolled out of all memory by then.
        screen.await("(5000 rows)").awaitLast(PROMPT);
        assertThat(screen.lines()).anyMatch(line -> line.startsWith(" 5000 | x"));
    }

    @Test
    void aPagerThatIsKilledLeavesTheTerminalAsItWas() throws Exception {
        Path pager = home.resolve("pager");
        Files.writeString(pager, "#!/bin/sh\nstty raw -echo </dev/tty\necho broken\nkill -9 $$\n");
        Files.setPosixFilePermissions(pager, PosixFilePermissions.fromString("rwx------"));
        start(Map.of("PSQL_PAGER", pager.toString()))
                .enter(HUGE + ";")
                .await("cancelled")
                .awaitLast(PROMPT);
        screen.enter("select pg_sleep(0.3), 'al' || 'ive' as word;")
                .await("alive")
                .awaitLast(PROMPT);
        screen.enter("\\prompt 'say: ' said")
                .await("say:")
                .type("heard")
                .awaitLast("say: heard")
                .press("Enter");
        screen.enter("\\echo was:said").await("washeard");
    }

    @Test
    void messagesWaitUntilThePagerHasGone() throws Exception {
        cluster.sql(
                "postgres",
                "create function noisy(n int) returns int language plpgsql"
                        + " as $$ begin raise notice 'at %', n; return n; end $$");
        start(Map.of()).enter("\\pset format csv").enter("select noisy(n) from generate_series(1, 40) n;");
        screen.awaitLast(":").await("28");
        assertThat(screen.text().lines().filter(line -> line.contains("at 35"))).isEmpty();
        screen.press("q").await("at 35").awaitLast(PROMPT);
    }

    @Test
    void watchHasAPagerOfItsOwn() throws Exception {
        start(Map.of("PSQL_WATCH_PAGER", "cat > " + home.resolve("watched")));
        screen.enter("select 'again' as word \\watch 0.1");
        for (int i = 0; i < 200 && again() < 3; i++) {
            Thread.sleep(50);
        }
        screen.press("C-c").awaitLast(PROMPT);
        assertThat(again()).isGreaterThanOrEqualTo(3);
        assertThat(screen.text()).doesNotContain("(1 row)");
    }

    private long again() throws Exception {
        Path file = home.resolve("watched");
        return Files.exists(file)
                ? Files.readAllLines(file).stream().filter(" again"::equals).count()
                : 0;
    }

    private static String running(String query) {
        return cluster.value(
                "postgres",
                "select count(*) from pg_stat_activity where query like '" + query + "%' and state = 'active'"
                        + " and pid <> pg_backend_pid()");
    }
}
