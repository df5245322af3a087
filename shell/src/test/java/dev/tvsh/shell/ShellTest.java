package dev.tvsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.shell.interpreter.Variables;
import dev.tvsh.shell.meta.HelpTexts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shell without a person, as scripts see it. */
@ExtendWith(ShopCluster.class)
@Timeout(60)
class ShellTest {

    private static final JsonMapper WHOLE = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @TempDir
    Path folder;

    private TestCluster cluster;
    private TestShell shell;

    @BeforeEach
    void makeShell(TestCluster shop) {
        cluster = shop;
        shell = new TestShell(shop, folder);
    }

    static List<Arguments> scripts() {
        return List.of(
                Arguments.of(0, "select 1;"),
                Arguments.of(0, "select 1/0;\nselect 'goes on';"),
                Arguments.of(3, "\\set ON_ERROR_STOP on\nselect 1/0;\nselect 'never';"),
                Arguments.of(3, "\\set ON_ERROR_STOP on\n\\nosuch\nselect 'never';"),
                Arguments.of(5, "disable-triggers\nselect 'never';"),
                Arguments.of(5, "\\disable-triggers\nselect 'never';"),
                Arguments.of(1, "check --nosuch\nselect 'never';"),
                Arguments.of(0, "\\q\nselect 'never';"),
                Arguments.of(0, "exit\nselect 'never';"),
                Arguments.of(0, "\\if false\nselect 'never';\ndisable-triggers\n\\endif\n"));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void theStatusSaysHowAScriptEnded(int status, String script) {
        TestShell.Run piped = shell.pipe(script, "-X", "-d", "shop");
        TestShell.Run filed = shell.run("-X", "-d", "shop", "-f", shell.file("s.sql", script));
        assertThat(filed.status()).as(filed.err()).isEqualTo(status);
        assertThat(piped.status()).isEqualTo(status);
        assertThat(piped.out()).isEqualTo(filed.out()).doesNotContain("never");
    }

    @Test
    void helpTellsOptionsCommandsAndEveryVariable() {
        assertThat(Variables.special()).allMatch(HelpTexts.VARIABLES::contains);
        assertThat(shell.run("--help=variables").out()).isEqualTo(HelpTexts.VARIABLES);
        assertThat(shell.run("--help=commands").out()).contains("\\crosstabview ");
        assertThat(shell.run("--help").out()).isEqualTo(HelpTexts.OPTIONS);
        assertThat(shell.run("--help=nosuch").status()).isEqualTo(1);
        assertThat(shell.run("-X", "-c", "\\? options", "-c", "\\? variables").out())
                .isEqualTo(HelpTexts.OPTIONS + HelpTexts.VARIABLES);
    }

    @Test
    void noServerIsStatusTwoAndWrongUsageIsStatusOne() {
        TestShell.Run refused = shell.run("-X", "-p", "1", "-c", "select 1");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("tvsh: error: connection to server at \"127.0.0.1\"")
                .contains("refused");
        TestShell.Run usage = shell.run("--nosuch");
        assertThat(usage.status()).isEqualTo(1);
        assertThat(usage.err()).contains("--nosuch").contains("tvsh --help");
        assertThat(shell.run("--version").out()).isEqualTo("tvsh 0.1.0\n");
        assertThat(shell.run("--help").out()).contains("-c, --command");
    }

    @Test
    void aServerThatGoesAwayIsStatusTwoAndNothingIsRepeated() {
        cluster.sql("shop", "create table if not exists once(a int)");
        cluster.sql("shop", "truncate once");
        TestShell.Run run = shell.pipe("""
                insert into once values (1);
                select pg_terminate_backend(pg_backend_pid());
                insert into once values (2);
                """, "-X", "-d", "shop");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("terminating connection").contains("The connection is lost");
        assertThat(cluster.value("shop", "select string_agg(a::text, ',') from once"))
                .isEqualTo("1");
    }

    @Test
    void batchNeverAsksAndRefusesWithoutYes() {
        TestShell.Run refused = shell.run("-X", "-d", "shop", "-c", "disable-triggers");
        assertThat(refused.status()).isEqualTo(5);
        assertThat(refused.err())
                .contains("✗ disable-triggers is not confirmed")
                .contains("--yes");
        assertThat(cluster.value("shop", "select count(*) from pg_trigger where tgenabled = 'D' and not tgisinternal"))
                .isEqualTo("1");
    }

    @Test
    void aDryRunPrintsStatementsThatCouldBeRun() {
        TestShell.Run run = shell.run("-X", "-d", "shop", "-c", "disable-triggers --dry-run");
        assertThat(run.status()).as(run.err()).isEqualTo(0);
        assertThat(run.out().lines().filter(line -> line.endsWith(";"))).isNotEmpty();
    }

    @Test
    void aCommandInsideATransactionBlockIsRefused() {
        TestShell.Run run = shell.pipe("begin;\nrollback\n", "-X", "-d", "shop");
        assertThat(run.status()).isEqualTo(5);
        assertThat(run.err()).contains("could be SQL").contains("rollback;").contains("\\rollback");
        TestShell.Run changing = shell.pipe("begin;\n\\disable-triggers --yes\n", "-X", "-d", "shop");
        assertThat(changing.status()).isEqualTo(5);
        assertThat(changing.err()).contains("transaction block is open");
        TestShell.Run reading = shell.pipe("begin;\nstatus\nrollback;\n", "-X", "-d", "shop");
        assertThat(reading.out()).contains("shop@").contains("ROLLBACK");
    }

    /** What changes something is asked with --dry-run, and once without, to be refused. */
    @Test
    void everyCommandAnswersWithOneDocument() {
        JsonNode commands = document("help --json").get("commands");
        assertThat(commands.size()).isGreaterThan(20);
        for (JsonNode command : commands) {
            boolean changes = command.get("changes").asBoolean();
            String typed = command.get("name").asString() + (changes ? " --dry-run" : "") + " --json";
            assertThat(document(typed).get("schema").asInt()).as(typed).isEqualTo(1);
        }
        assertThat(document("help check --json").get("commands").size()).isEqualTo(1);
        assertThat(document("help nosuch --json").get("exitCode").asInt()).isEqualTo(1);
        assertThat(document("disable-triggers --json").get("exitCode").asInt()).isEqualTo(5);
    }

    private JsonNode document(String typed) {
        TestShell.Run run = shell.run("-X", "-d", "shop", "-c", typed);
        assertThat(run.out()).as(typed + run.err()).startsWith("{");
        return WHOLE.readTree(run.out());
    }

    @Test
    void everyCommandHasHelp() {
        String list = shell.run("-X", "-c", "help").out();
        for (String name : new dev.tvsh.commands.registry.CommandRegistry().names()) {
            assertThat(list).contains("  " + name);
            TestShell.Run help = shell.run("-X", "-c", name + " --help");
            assertThat(help.status()).isEqualTo(0);
            assertThat(help.out())
                    .startsWith(name + ": ")
                    .contains("--json")
                    .isEqualTo(shell.run("-X", "-c", "help " + name).out());
        }
    }

    @Test
    void variablesReachSqlAndCommands() {
        TestShell.Run run = shell.run(
                "-X", "-At", "-v", "x=5", "--set", "n=it's", "-v", "t=tb_user", "-c", "select :x, :'n', :{?nosuch}");
        assertThat(run.out()).isEqualTo("5|it's|f\n");
        TestShell.Run command = shell.run("-X", "-v", "what=no such option", "-c", "help :'what'");
        assertThat(command.err()).contains("there is no command no such option");
    }

    @Test
    void tvshrcIsReadUnlessToldOtherwise() throws IOException {
        Files.createDirectories(folder.resolve("tvsh"));
        Files.writeString(folder.resolve("tvsh/tvshrc"), "\\set QUIET on\n\\pset null NIL\n");
        assertThat(shell.run("-At", "-c", "select null").out()).isEqualTo("NIL\n");
        assertThat(shell.run("-X", "-At", "-c", "select null").out()).isEqualTo("\n");
    }

    @Test
    void scriptsIncludeScripts() throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/a.sql"), "\\ir b.sql\nselect 'a';\n");
        Files.writeString(folder.resolve("sub/b.sql"), "select 'b';\nselect 1/0;\n");
        TestShell.Run run = shell.run("-X", "-At", "-f", "sub/a.sql");
        assertThat(run.out()).isEqualTo("b\na\n");
        assertThat(run.err()).startsWith("tvsh:b.sql:2: ERROR:  division by zero");
        TestShell.Run stopped = shell.run("-X", "-At", "-v", "ON_ERROR_STOP=1", "-f", "sub/a.sql");
        assertThat(stopped.out()).isEqualTo("b\n");
        assertThat(stopped.status()).isEqualTo(3);
    }

    @Test
    void brokenFilesAreToldInALine() throws IOException {
        Files.write(folder.resolve("latin.sql"), "select 'é';".getBytes(StandardCharsets.ISO_8859_1));
        TestShell.Run run = shell.run("-X", "-f", "latin.sql");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("latin.sql: is not text in UTF-8");
        assertThat(shell.run("-X", "-f", ".").status()).isEqualTo(1);
        Files.write(folder.resolve("bom.sql"), "\ufeffselect 1;".getBytes(StandardCharsets.UTF_8));
        assertThat(shell.run("-X", "-At", "-f", "bom.sql").out()).isEqualTo("1\n");
        Files.write(
                folder.resolve("crlf.sql"), "select 'a\r\nb';\r\ncheck --nosuch\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(shell.run("-X", "-At", "-f", "crlf.sql").err()).contains("check has no option --nosuch");
    }

    @Test
    void anInputIsInTheTranscriptBeforeItRuns() throws IOException {
        shell.run("-X", "-c", "select 42");
        List<String> lines = shell.transcript();
        assertThat(lines).anyMatch(line -> line.contains("\"kind\":\"input\"") && line.contains("select 42"));
        TestShell.Run during =
                shell.run("-X", "-c", "\\! echo 43; cat " + folder + "/tvsh/transcripts/*.jsonl | grep -c '4[3]'");
        assertThat(during.status()).as(during.err()).isEqualTo(0);
        Path transcripts = folder.resolve("tvsh/transcripts");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(transcripts)))
                .isEqualTo("rwx------");
        try (var files = Files.list(transcripts)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aCommandsTemplatesAreInTheTranscript() {
        shell.run("-X", "-d", "shop", "-c", "status");
        assertThat(shell.transcript()).anyMatch(line -> line.contains("\"kind\":\"rendered\""));
    }

    @Test
    void aReaderThatGoesAwayEndsTheRun() {
        OutputStream closed = new OutputStream() {
            private int left = 100;

            @Override
            public void write(int b) throws IOException {
                if (left-- <= 0) {
                    throw new IOException("Broken pipe");
                }
            }
        };
        TestShell.Run run =
                shell.run(closed, "-X", "-c", "select * from generate_series(1, 20000000)", "-c", "select 1");
        assertThat(run.err()).isEqualTo("could not print result table: Broken pipe\n");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void manyRowsDoNotFillTheMemory() {
        TestShell.Run run = shell.run(
                OutputStream.nullOutputStream(),
                "-X",
                "-c",
                "select i, repeat('x', 300) from generate_series(1, 700000) i");
        assertThat(run.status()).as(run.err()).isEqualTo(0);
    }

    @Test
    void aPasswordIsNeverAskedForWithoutATerminal() {
        try (TestCluster locked = TestCluster.startWithPassword("secret")) {
            TestShell.Run run = new TestShell(locked, folder).run("-X", "-c", "select 1");
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains("no password supplied");
        }
    }
}
