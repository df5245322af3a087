package dev.tvsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a batch, it ends, with the right status and one clear message, and asks nobody. */
@Timeout(120)
class BatchEndsTest {

    private static TestCluster cluster;

    @TempDir
    Path folder;

    private TestShell shell;

    @BeforeAll
    static void startServer() {
        cluster = TestCluster.startWithShop();
    }

    @AfterAll
    static void stopServer() {
        cluster.close();
    }

    @BeforeEach
    void makeShell() {
        shell = new TestShell(cluster, folder);
    }

    @Test
    void aFullDiskFailsTheStatementWhoseResultItTakes() {
        for (String arguments : new String[] {"-o /dev/full -c", "-v ON_ERROR_STOP=1 -o /dev/full -c"}) {
            String[] words = ("-X " + arguments + " select|1").split(" ");
            words[words.length - 1] = "select 1";
            TestShell.Run run = shell.run(words);
            assertThat(run.err()).isEqualTo("could not print result table: No space left on device\n");
            assertThat(run.status()).isEqualTo(1);
        }
        TestShell.Run script =
                shell.pipe("\\set ON_ERROR_STOP on\n\\o /dev/full\nselect 1;\n\\o\nselect 'not reached' as x;\n", "-X");
        assertThat(script.err()).containsOnlyOnce("No space left on device");
        assertThat(script.out()).doesNotContain("not reached");
        assertThat(script.status()).isEqualTo(3);
    }

    @Test
    void aFullDiskIsToldForEveryWayToAFile() {
        TestShell.Run run = shell.pipe("""
                select repeat('x', 100000) \\g /dev/full
                \\copy (select repeat('x', 100000)) to /dev/full
                \\w /dev/full
                select 'goes on' as x;
                """, "-X");
        assertThat(run.err().lines().filter(line -> line.contains("No space left on device")))
                .hasSize(3);
        assertThat(run.out()).contains("goes on");
    }

    @Test
    void standardOutputThatIsFullEndsTheRun() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        TestShell.Run run = shell.run(full, "-X", "-c", "select 1", "-c", "create table never (a int)");
        assertThat(run.err()).isEqualTo("could not print result table: No space left on device\n");
        assertThat(run.status()).isEqualTo(1);
        assertThat(shell.run("-X", "-Atc", "select to_regclass('never') is null")
                        .out())
                .isEqualTo("t\n");
    }

    @Test
    void nobodyIsAskedWithoutATerminal() {
        assertThat(shell.run("-X", "-c", "\\prompt 'Name: ' name").err()).contains("could not read value");
        assertThat(shell.run("-X", "-c", "\\password").err()).contains("there is no terminal");
        shell.file("asks.sql", "\\prompt name\nselect 1;\n");
        TestShell.Run run = shell.run("-X", "-v", "ON_ERROR_STOP=1", "-f", "asks.sql");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("tvsh:asks.sql:1: error: \\prompt: could not read value for variable\n");
    }

    @Test
    void aServerThatGoesAwayEndsAScriptWithStatusTwo() {
        TestShell.Run run = shell.pipe(
                "select 'before' as x;\nselect pg_terminate_backend(pg_backend_pid());\nselect 'after' as x;\n", "-X");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("terminating connection").contains("connection is lost");
        assertThat(run.out()).contains("before").doesNotContain("after");
    }

    @Test
    void watchRepeatsUntilAnErrorAndShowsTheTime() {
        TestShell.Run run = shell.pipe("""
                create temp sequence s;
                select 10 / (3 - nextval('s')) as left \\watch 0.01
                \\watch x
                """, "-X");
        assertThat(run.out().lines().filter(line -> line.contains("(every 0.01s)")))
                .hasSize(2);
        assertThat(run.err()).contains("division by zero").contains("incorrect interval value");
    }

    @Test
    void theEditorsTextIsReadAsIfItHadBeenTyped() throws IOException {
        Path editor = folder.resolve("my editor");
        Files.writeString(editor, "#!/bin/sh\nfor file; do :; done\nsed -i \"$1\" \"$file\"\n");
        assertThat(editor.toFile().setExecutable(true)).isTrue();
        TestShell.Run run = shell.pipe("""
                \\setenv PSQL_EDITOR '"%s" s/old/new/'
                select 'old text' as a
                \\e
                ;
                create function edited(i int) returns text language sql as 'select ''old''';
                \\ef edited(int)
                ;
                select edited(1);
                create view seen as select 'old' as b;
                \\ev seen
                ;
                table seen;
                \\ev seen
                \\setenv PSQL_EDITOR false
                select 'kept' as c
                \\e
                ;
                """.formatted(editor), "-XAtq");
        assertThat(run.out()).isEqualTo("new text\nnew\nnew\nNo changes\nkept\n");
        assertThat(run.err()).contains("the editor \"false\" failed");
    }

    @Test
    void aMissingFunctionOfTheExtensionIsExplained() {
        TestShell.Run run = shell.run("-X", "-c", "select pg_tviews_refresh('x')");
        assertThat(run.err()).contains("does not exist").contains("\n→ pg_tviews_refresh belongs to the extension");
        assertThat(shell.run("-X", "-c", "select nosuch()").err()).doesNotContain("→");
    }

    @Test
    void backquotesRunOnceAndNeverWhereAConditionIsNotMet() {
        Path count = folder.resolve("count");
        String program = "`echo x >> " + count + "; cat " + count + " | wc -l`";
        TestShell.Run run = shell.pipe("\\if off\n\\echo " + program + "\n\\endif\n\\echo " + program + "\n", "-X");
        assertThat(run.out().strip()).isEqualTo("1");
    }

    @Test
    void aResultLargerThanTheMemoryIsMeasuredAndPrintedWhole() {
        long[] bytes = {0};
        OutputStream counting = new OutputStream() {
            @Override
            public void write(int b) {
                bytes[0]++;
            }

            @Override
            public void write(byte[] block, int from, int length) {
                bytes[0] += length;
            }
        };
        TestShell.Run run = shell.run(
                counting, "-X", "-c", "select i, repeat('x', 100 + i % 2) as x from generate_series(1, 300000) i");
        assertThat(run.status()).as(run.err()).isEqualTo(0);
        // Every line is as wide as its columns, the last of which is not padded.
        assertThat(bytes[0]).isBetween(33_450_000L, 33_451_000L);
    }
}
