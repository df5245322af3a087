package dev.tvsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same input to psql 15 and to tvsh: the same bytes on standard output and standard error, and the same status. */
class PsqlComparisonTest {

    private static TestCluster cluster;

    @TempDir
    Path folder;

    private TestShell shell;

    @BeforeAll
    static void startServer() throws InterruptedException {
        PsqlRun.assertThere();
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "-e",
                "-b",
                "-q",
                "-A",
                "-x",
                "-A|-x",
                "-t",
                "-t|-x",
                "-t|-A",
                "--csv",
                "--csv|-x",
                "-t|--csv",
                "-A|-F|;",
                "-A|-R|;",
                "-AtF,",
                "-P|border=0",
                "-P|border=2",
                "-P|border=0|-x",
                "-P|border=2|-x",
                "-H",
                "-H|-T|class=x",
                "-P|format=wrapped|-P|columns=50",
                "-P|format=asciidoc",
                "-P|linestyle=unicode|-P|border=2",
                "-z|-0|-A",
                "-P|null=NULL",
                "-P|footer=off",
                "-v|ON_ERROR_STOP=1",
                "-v|VERBOSITY=terse",
                "-v|VERBOSITY=sqlstate",
                "-1"
            })
    void everyOptionPrintsTheSame(String options) throws IOException, InterruptedException {
        copy("statements.sql");
        List<String> arguments = new ArrayList<>(options.isEmpty() ? List.of() : List.of(options.split("\\|", -1)));
        arguments.addAll(List.of("-X", "-f", "statements.sql"));
        compare("", arguments, "postgres");
    }

    @Test
    void theCatalogLooksTheSame() throws IOException, InterruptedException {
        copy("catalog.sql");
        compare("", List.of("-X", "-d", "shop", "-f", "catalog.sql"), "shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "sends", "variables", "kinds", "sessions", "formats", "programs"})
    void tortureFilesPrintTheSame(String name) throws IOException, InterruptedException {
        copy("torture/" + name + ".sql");
        String text = Files.readString(folder.resolve("torture").resolve(name + ".sql"));
        compare(text, List.of("-X", "-a", "-q"), "postgres");
        cluster.sql("postgres", "drop schema if exists torture cascade");
        compare(text, List.of("-X"), "postgres");
        cluster.sql("postgres", "drop schema if exists torture cascade");
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "sends", "variables", "kinds", "sessions", "formats"})
    void messagesAboutAFileNameTheSameLines(String name) throws IOException, InterruptedException {
        copy("torture/" + name + ".sql");
        compare("", List.of("-X", "-f", "torture/" + name + ".sql"), "postgres");
        cluster.sql("postgres", "drop schema if exists torture cascade");
    }

    @Test
    void aPipeIsReadTheSame() throws IOException, InterruptedException {
        compare("select 1;\nselect nosuch;\n\\nosuch\nselect 2", List.of("-X"), "postgres");
        compare("select 1/0;\nselect 2;", List.of("-X", "-v", "ON_ERROR_STOP=1"), "postgres");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-c|select 1|-c|select 2",
                "-c|select 1; select 2",
                "-c|select 1/0|-c|select 2",
                "-c|select 2|-c|select 1/0",
                "-v|ON_ERROR_STOP=1|-c|select 1/0|-c|select 2",
                "-c|\\echo hi",
                "-c|\\nosuch",
                "-c|\\dt nosuch",
                "-c|\\d nosuch",
                "-c|\\drds nosuch",
                "-v|ON_ERROR_STOP=1|-c|\\dt nosuch|-c|\\dx+ nosuch|-c|select 1",
                "-c|create table once(a int); select 1/0|-c|select count(*) from once",
                "-f|nosuch.sql",
                "-tAc|select 1, 2",
                "-l",
                "-lqtA",
                "-c|",
                "-c|\\c nosuch",
                "-c|\\c nosuch|-c|select 1|-c|\\d|-c|\\conninfo",
                "-c|\\c nosuch|-c|\\c postgres|-c|select 1",
                "-v|ON_ERROR_STOP=1|-c|\\c nosuch|-c|select 1",
                "-v|SHOW_ALL_RESULTS=off|-c|select 1; select 2"
            })
    void statusAndOutputOfCommandsAreTheSame(String arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("-X"));
        words.addAll(List.of(arguments.split("\\|", -1)));
        compare("", words, "postgres");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-X", "-X|-1", "-X|-v|ON_ERROR_STOP=1", "-X|-v|ON_ERROR_STOP=1|-1"})
    void aScriptThatCannotConnectElsewhereEndsTheSame(String options) throws IOException, InterruptedException {
        String script = "select 1;\n\\c - nosuchrole\nselect 2;\n";
        shell.file("elsewhere.sql", script);
        shell.file("outer.sql", "\\i elsewhere.sql\nselect 3;\n");
        for (String more : new String[] {"-f|elsewhere.sql", "-f|outer.sql", "-f|outer.sql|-c|select 4", "-f|-"}) {
            compare(script, List.of((options + "|" + more).split("\\|")), "postgres");
        }
        if (!options.endsWith("-1")) {
            compare(script, List.of(options.split("\\|")), "postgres");
        }
    }

    @Test
    void nothingOfTvshRunsWhereAConnectElsewhereHasFailed() {
        TestShell.Run run = shell.run("-X", "-c", "\\c nosuch", "-c", "disable-triggers --dry-run", "-c", "status");
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("You are currently not connected to a database.");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void aServerThatIsNotThereIsToldTheSame() throws IOException, InterruptedException {
        compare("", List.of("-X", "-d", "nosuch", "-c", "select 1"), "postgres");
    }

    private void copy(String name) throws IOException {
        try (InputStream in = PsqlComparisonTest.class.getResourceAsStream(name)) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.copy(java.util.Objects.requireNonNull(in), folder.resolve(name));
        }
    }

    private void compare(String input, List<String> arguments, String database)
            throws IOException, InterruptedException {
        cluster.sql(database, "drop table if exists t1, once");
        TestShell.Run psql = new PsqlRun(folder, shell.environment()).run(input, arguments);
        cluster.sql(database, "drop table if exists t1, once");
        cluster.sql(database, "drop schema if exists torture cascade");
        TestShell.Run tvsh = shell.pipe(input, arguments.toArray(String[]::new));
        assertThat(tvsh.out()).isEqualTo(psql.out());
        assertThat(tvsh.err()).isEqualTo(psql.err().replaceAll("(?m)^psql:", "tvsh:"));
        assertThat(tvsh.status()).isEqualTo(psql.status());
    }
}
