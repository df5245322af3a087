package dev.tvsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.shell.testing.BatchRun;
import dev.tvsh.shell.testing.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a terminal can do to a shell. */
class TerminalMustHoldTest {

    private static final String PROMPT = "postgres=#";
    private static TestCluster cluster;

    @TempDir
    Path home;

    @SuppressWarnings("NullAway.Init") // each test starts its own
    private Screen screen;

    @BeforeAll
    static void startServer() {
        cluster = TestCluster.start();
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
        Map<String, String> environment = environment(more);
        screen = Screen.start(home, environment, Screen.java(Main.class, "-X", "-q"));
        return screen.awaitLast(PROMPT);
    }

    private Map<String, String> environment(Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(new BatchRun(home, cluster, "postgres").environment());
        environment.put("LANG", "C.UTF-8");
        environment.put("HOME", home.toString());
        environment.put("PSQL_PAGER", ""); // on the narrow screens of these tests everything is long
        environment.putAll(more);
        return environment;
    }

    @Test
    void fiveHundredPastedLinesAllRunAndStopAtTheFirstError() throws Exception {
        start(Map.of()).enter("create temp table got (n int);").awaitLast(PROMPT);
        screen.paste(lines("insert into got values (%d);", 500)).press("Enter");
        screen.enter("select count(*) || ' rows' as rows from got;")
                .await("500 rows")
                .awaitLast(PROMPT);
        screen.paste("insert into got values (1);\nselect 1/0;\ninsert into got values (2);\n")
                .press("Enter")
                .await("division by zero");
        screen.enter("select count(*) || ' rows' as rows from got;").await("501 rows");
    }

    @Test
    void oneStatementOfFiveHundredLinesComesBackFromTheHistory() throws Exception {
        start(Map.of()).paste("select count(*) || ' of them' as all from (values\n" + lines("(%d),", 499) + "(0)) v;");
        screen.press("Enter").await("500 of them").awaitLast(PROMPT);
        screen.press("C-d").awaitExit(0);
        Path history = home.resolve("tvsh/history");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
        screen.stop();
        start(Map.of()).press("C-r").type("of them").press("Enter").await("500 of them");
    }

    @Test
    void dataOfACopyIsPastedAndTypedAndGivenUp() throws Exception {
        start(Map.of()).enter("create temp table lines (line text);").awaitLast(PROMPT);
        screen.paste("copy lines from stdin;\nit's (one\n\"two\n\\.\nselect count(*) || ' pasted' as n from lines;\n")
                .press("Enter")
                .await("2 pasted")
                .awaitLast(PROMPT);
        screen.enter("copy lines from stdin;").awaitLast(">>").enter("three").awaitLast(">>");
        screen.paste("four\nfive\n\\.\nselect count(*) || ' in all' as n from lines;")
                .press("Enter")
                .await("5 in all")
                .awaitLast(PROMPT);
        screen.enter("\\copy lines from stdin").awaitLast(">>").enter("six").awaitLast(">>");
        screen.press("C-d").awaitLast(PROMPT);
        screen.enter("copy lines from stdin;").awaitLast(">>").enter("seven").awaitLast(">>");
        screen.press("C-c").await("canceled by user").awaitLast(PROMPT);
        screen.enter("select count(*) || ' at last' as n from lines;").await("6 at last");
    }

    @Test
    void aLineOfTwoMegabytesIsTaken() throws Exception {
        Files.writeString(home.resolve("big.sql"), "select length('" + "x".repeat(2_000_000) + "') || ' long' as l;\n");
        start(Map.of())
                .enter("\\i " + home.resolve("big.sql"))
                .await("2000000 long")
                .awaitLast(PROMPT);
        screen.pasteFile(home.resolve("big.sql"));
        screen.press("Enter").await("2000000 long", 2);
        screen.enter("select 'al' || 'ive' as word;").await("alive");
    }

    @Test
    void wideLettersAreEditedWhereTheyStand() throws Exception {
        start(Map.of()).type("select '表🎁x' || 'b' as word;");
        for (int i = 0; i < "' || 'b' as word;".length(); i++) {
            screen.press("Left");
        }
        screen.press("BSpace").type("Zö").press("Enter").await("表🎁Zöb");
    }

    @Test
    void aNarrowerScreenKeepsTheInput() throws Exception {
        start(Map.of())
                .type("select 'a long line that will be wrapped once the screen is narrower' || ' end' as word;");
        screen.resize(40, 15).resize(120, 30).press("Enter").await("narrower end");
        screen.resize(60, 20)
                .enter("\\echo still `")
                .enter("select 'al' || 'ive' as word;")
                .await("alive");
    }

    @Test
    void controlCAlwaysLeadsToAPrompt() throws Exception {
        start(Map.of())
                .type("select (")
                .press("Enter")
                .awaitLast("postgres(#")
                .press("C-c")
                .awaitLast(PROMPT);
        screen.type("select 'open")
                .press("Enter")
                .awaitLast("postgres'#")
                .press("C-c")
                .awaitLast(PROMPT);
        screen.press("C-r")
                .type("zzz")
                .press("C-c")
                .enter("select 'al' || 'ive' as word;")
                .await("alive");
        screen.enter("begin;")
                .awaitLast("postgres=*#")
                .enter("drop table nosuch;")
                .await("Run it?");
        screen.press("C-c")
                .await("not run")
                .awaitLast("postgres=*#")
                .enter("rollback;")
                .awaitLast(PROMPT);
        screen.enter("do $$ begin loop perform pg_sleep(0.1); end loop; end $$;");
        cluster.awaitSleeper();
        screen.press("C-c").await("canceling statement due to user request").awaitLast(PROMPT);
        screen.press("C-c", "C-c").enter("select 'again' || '!' as word;").await("again!");
    }

    @Test
    void controlDIsTheEndOnlyOfAnEmptyLine() throws Exception {
        start(Map.of())
                .type("select 1")
                .press("C-d")
                .awaitLast(PROMPT + " select 1")
                .press("C-c")
                .awaitLast(PROMPT);
        screen.enter("begin;").awaitLast("postgres=*#").press("C-d").await("A transaction is open");
        screen.enter("n")
                .awaitLast("postgres=*#")
                .press("C-d")
                .await("A transaction is open", 2)
                .enter("y")
                .awaitExit(0);
    }

    @Test
    void controlZStopsAndForegroundGoesOn() throws Exception {
        screen = Screen.start(home, environment(Map.of("PS1", "sh> ")), List.of("bash", "--norc", "-i"));
        screen.awaitLast("sh>").enter(script() + " -X -q").awaitLast(PROMPT);
        screen.type("select 'st")
                .awaitLast(PROMPT + " select 'st")
                .press("C-z")
                .await("Stopped")
                .awaitLast("sh>");
        screen.enter("fg")
                .awaitLast(PROMPT + " select 'st")
                .type("ill' || ' here' as word;")
                .press("Enter");
        screen.await("still here").awaitLast(PROMPT).enter("select pg_sleep(30);");
        cluster.awaitSleeper();
        screen.press("C-z").await("Stopped", 2).awaitLast("sh>").enter("fg");
        screen.awaitForeground("java").press("C-c");
        screen.await("canceling statement").awaitLast(PROMPT).press("C-d").awaitLast("sh>");
        screen.enter("echo st'at'us $?").await("status 0");
    }

    @Test
    void aDumbTerminalGetsPlainText() throws Exception {
        start(Map.of("TERM", "dumb"))
                .enter("select 'pl' || 'ain' as word;")
                .await("plain")
                .awaitLast(PROMPT);
        screen.press("C-d").awaitExit(0);
    }

    @Test
    void withoutColoursNothingIsColoured() throws Exception {
        start(Map.of("NO_COLOR", "1")).type("select 'x', 1 -- c").awaitLast(PROMPT + " select 'x', 1 -- c");
        assertThat(screen.coloured()).isFalse();
        screen.stop();
        start(Map.of()).type("select 'x', 1 -- c").awaitLast(PROMPT + " select 'x', 1 -- c");
        assertThat(screen.coloured()).isTrue();
    }

    @Test
    void outputToAFileLeavesTheTerminalAloneAndTheOtherWayRound() throws Exception {
        screen = Screen.start(home, environment(Map.of("PS1", "sh> ")), List.of("bash", "--norc", "-i"));
        screen.awaitLast("sh>").enter(script() + " -X -q -At > out; echo do'n'e 1");
        screen.awaitForeground("java").enter("select 'in' || 'file';").press("C-d");
        screen.await("done 1");
        assertThat(home.resolve("out")).content().isEqualTo("infile\n");
        Files.writeString(home.resolve("in"), "select 'fr' || 'om' as word;\n");
        screen.enter(script() + " -X -q < in; echo do'n'e 2").await("done 2");
        assertThat(screen.text()).contains(" from").doesNotContain(PROMPT);
    }

    @Test
    void viKeysWorkWhenAskedFor() throws Exception {
        start(Map.of()).enter("\\set EDIT_MODE vi").awaitLast(PROMPT);
        screen.type("select 'vi' || ' works' as nothing;")
                .press("Escape")
                .type("0")
                .type("wcw'VI'")
                .press("Escape");
        screen.press("Enter").await("works");
    }

    @Test
    void historyIsWhatTheVariablesSay() throws Exception {
        start(Map.of())
                .enter("\\set HISTCONTROL ignoreboth")
                .enter(" \\echo hid`den")
                .enter("\\echo o'n'e");
        screen.enter("\\echo o'n'e")
                .enter("\\c \"host=" + cluster.host() + " port=" + cluster.port()
                        + " dbname=postgres user=postgres password=hunter2\"");
        screen.enter("\\echo l'as't")
                .await("last")
                .awaitLast(PROMPT)
                .press("C-d")
                .awaitExit(0);
        List<String> kept = Files.readAllLines(home.resolve("tvsh/history"));
        assertThat(kept.stream().filter(line -> line.contains("o'n'e"))).hasSize(1);
        assertThat(String.join("\n", kept)).doesNotContain("hid").doesNotContain("hunter2");
    }

    @Test
    void aLongStatementTellsHowFarItIsAndWhomItWaitsFor() throws Exception {
        cluster.sql("postgres", "create table held (n int)");
        try (Connection other = cluster.connect("postgres")) {
            other.setAutoCommit(false);
            try (Statement lock = other.createStatement()) {
                lock.execute("lock table held");
            }
            start(Map.of())
                    .enter("select count(*) || ' free' as held from held;")
                    .await("waits for pid ");
            other.commit();
        }
        screen.await("0 free").awaitLast(PROMPT);
        assertThat(screen.text()).doesNotContain("waits for pid ");
    }

    private static String lines(String format, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(format::formatted).collect(Collectors.joining("\n")) + "\n";
    }

    /** Something short to type that starts tvsh. */
    private String script() throws Exception {
        Path file = home.resolve("t");
        Files.writeString(file, "cd " + home + "; exec " + String.join(" ", Screen.java(Main.class)) + " \"$@\"\n");
        return "cd " + home + "; sh ./t";
    }
}
