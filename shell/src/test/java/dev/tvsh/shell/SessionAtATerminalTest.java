package dev.tvsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.shell.testing.BatchRun;
import dev.tvsh.shell.testing.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a DBA at a terminal sees, from the first prompt to the last. */
class SessionAtATerminalTest {

    private static final String PROMPT = "shop=#";

    private static TestCluster cluster;

    @TempDir
    Path home;

    private Screen screen;
    private BatchRun tvsh;

    @BeforeAll
    static void startServer() {
        cluster = TestCluster.startWithShop();
    }

    @AfterAll
    static void stopServer() {
        cluster.close();
    }

    @BeforeEach
    void start() throws Exception {
        tvsh = new BatchRun(home, cluster, "shop");
        Map<String, String> environment = new HashMap<>(tvsh.environment());
        environment.put("LANG", "C.UTF-8");
        screen = Screen.start(home, environment, Screen.java(Main.class, "-X"));
        screen.awaitLast(PROMPT);
    }

    @AfterEach
    void stop() throws Exception {
        screen.stop();
    }

    @Test
    void sqlOverSeveralLinesGivesATable() throws Exception {
        screen.enter("select 'it''s").awaitLast("shop'#").enter("me' as who,").awaitLast("shop-#");
        screen.enter("1 as n;").await("(1 row)").awaitLast(PROMPT);
        assertThat(screen.lines()).contains(" who  | n", "------+---", " it's+| 1", " me   |");
    }

    @Test
    void anErrorIsShownWithItsPlaceAndTheSessionGoesOn() throws Exception {
        screen.enter("select 1 + nowhere;")
                .await("column \"nowhere\" does not exist")
                .awaitLast(PROMPT);
        assertThat(screen.lines()).contains("LINE 1: select 1 + nowhere;", "                   ^");
        screen.enter("begin;").awaitLast("shop=*#").enter("select 1/0;").awaitLast("shop=!#");
        screen.enter("rollback;").awaitLast(PROMPT);
    }

    @Test
    void controlCCancelsTheStatementAndKeepsTheSession() throws Exception {
        screen.enter("create temp table here as select 1;").await("SELECT 1").awaitLast(PROMPT);
        screen.enter("select pg_sleep(30);");
        cluster.awaitSleeper();
        long begun = System.nanoTime();
        screen.press("C-c").await("canceling statement due to user request").awaitLast(PROMPT);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        screen.enter("select count(*) as kept from here;").await("(1 row)").awaitLast(PROMPT);
    }

    @Test
    void controlCAtThePromptClearsTheLineAndControlDLeaves() throws Exception {
        screen.type("select nonsense")
                .awaitLast(PROMPT + " select nonsense")
                .press("C-c")
                .awaitLast(PROMPT);
        screen.enter("select 'al' || 'ive' as word;").await("alive").awaitLast(PROMPT);
        screen.enter("select (").awaitLast("shop(#").press("C-c").awaitLast(PROMPT);
        screen.press("C-d").awaitExit(0);
        Path transcript = tvsh.transcripts().get(0);
        assertThat(tvsh.run("", "verify", transcript.toString()).out()).startsWith("verified, ");
        assertThat(transcript).content().doesNotContain("nonsense");
    }

    @Test
    void tabCompletesCommandsAndRelations() throws Exception {
        screen.type("refresh-")
                .press("Tab")
                .awaitLast(PROMPT + " refresh-all")
                .press("C-c")
                .awaitLast(PROMPT);
        screen.type("select count(*) from tb_categ");
        for (int i = 0; i < 100 && !screen.lastLine().endsWith("tb_category"); i++) {
            screen.press("Tab"); // the names come in the background
            Thread.sleep(100);
        }
        screen.awaitLast(PROMPT + " select count(*) from tb_category");
    }

    @Test
    void historyComesBackAfterARestartWithoutPasswords() throws Exception {
        screen.enter("select 1 as first,")
                .awaitLast("shop-#")
                .enter("2 as second;")
                .await("(1 row)")
                .awaitLast(PROMPT);
        screen.enter("create role guest1 password 'hunter2';")
                .await("CREATE ROLE")
                .awaitLast(PROMPT);
        screen.enter("drop role guest1;")
                .await("Run it?")
                .enter("y")
                .await("DROP ROLE", 2)
                .awaitLast(PROMPT);
        screen.press("C-d").awaitExit(0);
        screen.stop();
        start();
        screen.press("Up").awaitLast(PROMPT + " drop role guest1;").press("Up").awaitLast("shop-# 2 as second;");
        screen.press("C-c").awaitLast(PROMPT);
        try (var files = Files.walk(home.resolve("tvsh"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(file).content().doesNotContain("hunter2");
            }
        }
    }

    @Test
    void whatIsPastedRunsStatementByStatement() throws Exception {
        screen.paste("select 'a1' as x;\nselect 'b2' as y;\n").press("Enter");
        screen.await("(1 row)", 2).awaitLast(PROMPT);
        assertThat(screen.lines()).contains(" a1", " b2");
    }

    @Test
    void aRestartedServerIsToldAndConnectedToAgainAtTheNextInput() throws Exception {
        screen.enter("select 1 as before;").await("(1 row)").awaitLast(PROMPT);
        cluster.restart();
        screen.enter("select 'af' || 'ter' as word;")
                .await("connected to shop@")
                .await("after")
                .awaitLast(PROMPT);
        screen.enter("select 'al' || 'ive' as word;").await("alive").awaitLast(PROMPT);
    }

    @Test
    void aStatementIsNotRunOutsideOfTheTransactionThatWasLost() throws Exception {
        screen.enter("begin;").awaitLast("shop=*#");
        cluster.restart();
        screen.enter("create table outside (id int);").awaitLast("!?>");
        screen.enter("select to_regclass('outside') is null as never_ran;").await("(1 row)");
        assertThat(screen.lines()).contains(" t");
    }

    @Test
    void aStatementDuringWhichTheServerDiesIsNotRepeated() throws Exception {
        screen.enter("select pg_sleep(30);");
        cluster.awaitSleeper();
        cluster.kill();
        screen.await("connection is lost");
        cluster.startServer();
        screen.enter("select 'al' || 'ive' as word;").await("alive").awaitLast(PROMPT);
    }

    @Test
    void aServerThatDoesNotAnswerIsTriedAgainAtTheNextInput() throws Exception {
        screen.enter("select 1 as before;").await("(1 row)").awaitLast(PROMPT);
        cluster.kill();
        try {
            // The loss is seen before the statement is sent, or by it.
            screen.enter("select 1;").awaitLast("!?>").clear();
            screen.enter("select 2;").await("Connection refused").await("Not connected; the statement was not sent.");
        } finally {
            cluster.startServer();
        }
        screen.enter("select 'al' || 'ive' as word;").await("alive").awaitLast(PROMPT);
    }

    @Test
    void aProgramHasTheTerminalForItselfAndCtrlCIsForIt() throws Exception {
        screen.enter("\\! echo be''gun; cat; echo never").await("begun").enter("typed for it");
        screen.press("C-c").await("^Cshop=#");
        screen.enter("\\! printf 'Name: '; read name; echo \"Hello $name.\"").awaitLast("Name:");
        screen.enter("you").await("Hello you.").awaitLast("shop=#");
        screen.enter("select 'session ' || 'goes on' as word;").await("session goes on");
        assertThat(screen.lines().stream().filter(line -> line.equals("never"))).isEmpty();
    }

    @Test
    void whatAConditionPassesOverIsToldAndCtrlCIsTheWayOut() throws Exception {
        screen.enter("\\if false").awaitLast("shop@#");
        screen.enter("select 'no';").await("query ignored; use \\endif or Ctrl-C to exit current \\if block");
        screen.enter("\\echo no").await("\\echo command ignored; use");
        screen.enter("status").await("status command ignored; use").awaitLast("shop@#");
        screen.press("C-c").await("\\if: escaped").awaitLast("shop=#");
        screen.enter("select 'runs ' || 'again' as word;").await("runs again");
    }

    @Test
    void ctrlDLeavesWhenItHasBeenPressedOftenEnough() throws Exception {
        screen.enter("\\set IGNOREEOF 2").awaitLast("shop=#");
        screen.press("C-d").await("Use \"\\q\" to leave tvsh.").awaitLast("shop=#");
        screen.press("C-d").await("[exit 0]");
    }

    @Test
    void whatIsTypedWhileAStatementRunsRunsBehindItInItsOrder() throws Exception {
        screen.enter("select pg_sleep(30), 'slept' as word;");
        cluster.awaitSleeper();
        screen.paste("select 'fi' || 'rst' as word;\nselect 1/0;\nselect 'se' ||\n'cond' as word;\n\\echo la'st'\n");
        cluster.sql(
                "postgres", "select pg_cancel_backend(pid) from pg_stat_activity where query like 'select pg_sleep%'");
        screen.await("canceling statement")
                .await("first")
                .await("division by zero")
                .await("second")
                .await("last");
        assertThat(String.join(" ", screen.lines()))
                .containsSubsequence("canceling", "first", "division", "second", "last");
    }
}
