package dev.tvsh.shell.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.transcript.FileTranscript;
import dev.tvsh.commands.transcript.SecretMask;
import dev.tvsh.commands.transcript.StableDigest;
import dev.tvsh.commands.transcript.Transcript;
import dev.tvsh.commands.transcript.TranscriptHeader;
import dev.tvsh.shell.testing.BatchRun;
import dev.tvsh.shell.testing.BatchRun.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    private static final String SESSION = """
            \\set what 'it''s :who'
            \\set who everyone
            create table guest (id int primary key, name text);
            insert into guest
              values (1, :'what'), (2, '`touch x` :who \\! touch x');
            \\x on
            select * from guest order by id;
            select * from nowhere;
            \\if true
            \\echo :who
            \\endif
            check --help
            drop table guest;
            \\q
            """;

    private static TestCluster cluster;

    @TempDir
    Path home;

    private BatchRun tvsh;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void fresh() {
        cluster.sql("postgres", "drop database if exists work");
        cluster.createDatabase("work");
        tvsh = new BatchRun(home, cluster, "work");
    }

    @Test
    void aSessionComesOutTheSameAndItsReplayToo() {
        Path transcript = record(SESSION);
        Ran replay = tvsh.run("", "replay", transcript.toString());
        assertThat(replay.status()).as(replay.toString()).isZero();
        assertThat(replay.out())
                .contains(" 7/13  select * from nowhere;")
                .contains("expected: error 42P01")
                .contains("got: error 42P01")
                .endsWith("replayed 13 of 13 inputs: all as recorded\n");
        assertThat(home.resolve("x")).doesNotExist();

        Path second = tvsh.transcripts().get(1);
        assertThat(tvsh.run("", "verify", second.toString()).out()).startsWith("verified, ");
        assertThat(tvsh.run("", "replay", second.toString()).status()).isZero();
    }

    @Test
    void itStopsAtTheFirstDifferenceAndShowsIt() {
        cluster.sql("work", "create table goods as select 1 as id");
        Path transcript = record("select id from goods;\ncreate table later (id int);\n");
        cluster.sql("work", "drop table later");
        cluster.sql("work", "insert into goods values (2)");
        Ran replay = tvsh.run("", "replay", transcript.toString());
        assertThat(replay.status()).isEqualTo(4);
        assertThat(replay.out())
                .contains("1/2  select id from goods;", "expected: SELECT 1", "got: SELECT 2")
                .contains("2 rows where 1 were expected")
                .doesNotContain("create table");
        assertThat(cluster.value("work", "select to_regclass('later') is null")).isEqualTo("t");
    }

    @Test
    void anErrorInPlaceOfAResultIsADifference() {
        cluster.sql("work", "create table goods as select 1 as id");
        Path transcript = record("select id from goods;\n");
        cluster.sql("work", "drop table goods");
        Ran replay = tvsh.run("", "replay", transcript.toString());
        assertThat(replay.status()).isEqualTo(4);
        assertThat(replay.out()).contains("expected: SELECT 1").contains("got: error 42P01");
    }

    @Test
    void whatRunsIsWhatRanUnlessAValueIsGivenAnew() {
        Path transcript = record("\\set name one\n\\set other :x\nselect :'name' as n, :'other' as o;\n");
        assertThat(tvsh.run("", "replay", transcript.toString()).status()).isZero();
        Ran other = tvsh.run("", "replay", transcript.toString(), "--set", "name=t'wo");
        assertThat(other.status()).isEqualTo(4);
        Path last = tvsh.transcripts().get(2);
        assertThat(last).content().contains("select 't''wo' as n, ':x' as o");
    }

    @Test
    void aForgedTranscriptGetsNowhere() throws Exception {
        for (String evil : List.of(
                "\\! touch pwned",
                "\\echo `touch pwned`",
                "\\set x `touch pwned`",
                "select 1 \\g pwned",
                "select 1 \\g |touch pwned",
                "\\o |touch pwned",
                "\\o pwned",
                "\\i /etc/passwd",
                "\\ir /etc/passwd",
                "\\c host=127.0.0.2",
                "\\c postgresql://127.0.0.2/x",
                "\\c work postgres 127.0.0.2",
                "\\cd /",
                "\\copy pg_class to pwned",
                "\\w pwned",
                "\\setenv PAGER x",
                "select 1;\n\\! touch pwned",
                "select 1; select 2;",
                "\\echo x \\! touch pwned",
                "select 1;\n\n\\o pwned")) {
            Path transcript = forged(evil);
            Ran replay = tvsh.run("", "replay", transcript.toString());
            assertThat(replay.status()).as("%s: %s", evil, replay).isEqualTo(5);
            assertThat(replay.out()).as(evil).contains("refused: ").doesNotContain("expected:");
            assertThat(home.resolve("pwned")).as(evil).doesNotExist();
        }
    }

    @Test
    void variablesOfRecordedTextAreNotExpanded() throws Exception {
        Path transcript = forged("\\set who boo", "select ':who', :'who' as x");
        Ran replay = tvsh.run("", "replay", transcript.toString());
        assertThat(replay.out()).contains("got: error 42601");
        assertThat(tvsh.transcripts().get(0)).content().doesNotContain("'boo'");
    }

    @Test
    void anInputThatHeldASecretIsRefused() throws Exception {
        Path transcript = record("create role guest1 password 'hunter2';\n");
        assertThat(transcript).content().doesNotContain("hunter2");
        Ran replay = tvsh.run("", "replay", transcript.toString());
        assertThat(replay.status()).isEqualTo(5);
        assertThat(replay.out()).contains("refused: it held a secret");
        cluster.sql("work", "drop role guest1");
    }

    @Test
    void aChangedOrUnfinishedTranscriptIsNotRun() throws Exception {
        Path transcript = record("create table t1 (id int);\n");
        cluster.sql("work", "drop table t1");
        String text = Files.readString(transcript);
        Files.writeString(transcript, text.replace("table t1", "table t2"));
        Ran changed = tvsh.run("", "replay", transcript.toString());
        assertThat(changed.status()).isEqualTo(4);
        assertThat(changed.err()).contains("record 2 was changed").contains("Nothing was run");

        Files.writeString(transcript, text.substring(0, text.lastIndexOf("{\"n\":")));
        assertThat(tvsh.run("", "replay", transcript.toString()).err()).contains("there is no end record");
        assertThat(tvsh.run("", "verify", transcript.toString()).status()).isEqualTo(4);
        assertThat(tvsh.run("", "verify", transcript.toString(), "--unfinished").status())
                .isZero();
        assertThat(cluster.value("work", "select to_regclass('t1') is null")).isEqualTo("t");
        assertThat(tvsh.run("", "replay", transcript.toString(), "--unfinished").status())
                .isZero();
        assertThat(cluster.value("work", "select to_regclass('t1') is null")).isEqualTo("f");
    }

    @Test
    void jsonIsOneDocument() {
        Path transcript = record("select 1;\n");
        Ran replay = tvsh.run("", "replay", transcript.toString(), "--json");
        assertThat(replay.out().strip())
                .startsWith("{")
                .endsWith("}")
                .contains("\"outcome\"")
                .contains("same");
        assertThat(replay.out()).doesNotContain("replayed 1 of 1");
    }

    @Test
    void theRunbookThatIsExportedDoesTheSame() throws Exception {
        Path transcript = record(SESSION);
        Path runbook = home.resolve("again.tvsh");
        Files.writeString(
                runbook,
                tvsh.run("", "export", transcript.toString(), "--to", "tvsh").out());
        Ran again = tvsh.run("", "-f", runbook.toString());
        assertThat(again.err()).contains("nowhere").doesNotContain("guest");
        assertThat(cluster.value("work", "select to_regclass('guest') is null")).isEqualTo("t");
        assertThat(tvsh.run("", "replay", tvsh.transcripts().get(1).toString()).status())
                .isZero();
    }

    @Test
    void sqlAndMarkdownAndShellAreExported() {
        Path transcript = record("select 1 -- one\n;\nselect 2 \\g\nstatus\n");
        String sql =
                tvsh.run("", "export", transcript.toString(), "--to", "sql").out();
        assertThat(sql).contains("-- input 3: status", "select 2;");
        assertThat(tvsh.run(sql, "-X").status()).isZero();
        String md = tvsh.run("", "export", transcript.toString(), "--to", "md").out();
        assertThat(md).startsWith("# tvsh ").contains("## 3. ", "```sql", "ran, from `sql/");
        String sh = tvsh.run("", "export", transcript.toString(), "--to", "sh").out();
        assertThat(sh).startsWith("#!/bin/sh\n").contains("exit 5\n", "# input 3: status");
    }

    @Test
    void anUnsoundTranscriptIsExportedOnlyWhenAskedFor() throws Exception {
        Path transcript = record("select 1;\n");
        Files.writeString(transcript, Files.readString(transcript).replace("select 1", "select 2"));
        assertThat(tvsh.run("", "export", transcript.toString(), "--to", "tvsh"))
                .matches(ran ->
                        ran.status() == 4 && ran.out().isEmpty() && ran.err().contains("record 2 was changed"));
        assertThat(tvsh.run("", "export", transcript.toString(), "--to", "tvsh", "--unverified")
                        .out())
                .startsWith("-- NOT VERIFIED: record 2 was changed\n");
    }

    private Path record(String session) {
        Ran ran = tvsh.run(session, "-X", "-q");
        assertThat(tvsh.transcripts()).as(ran.toString()).hasSize(1);
        return tvsh.transcripts().get(0);
    }

    /** A transcript that verifies and holds whatever its forger wanted. */
    private Path forged(String... inputs) {
        try (Transcript transcript = FileTranscript.open(
                home.resolve("forged"),
                new TranscriptHeader("tvsh", "x@y", "work", "h:1", "15.12", "1"),
                Clock.systemUTC(),
                new SecretMask(),
                line -> {})) {
            for (String input : inputs) {
                transcript.input(input, input, Map.of(), "terminal");
                transcript.result(new Transcript.Result(
                        "ok", 0, "", Map.of(), 1, null, List.of(), StableDigest.of(List.of("ok"))));
            }
            return Path.of(transcript.location());
        }
    }
}
