package dev.tvsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backslash commands in psql 15 and in tvsh, on a database with objects of all kinds: the same bytes. */
class PsqlBackslashTest {

    private static final Pattern TOPIC =
            Pattern.compile("Command:     (.*)\nDescription: (.*)\nSyntax:\n((?s:.*?))\n\nURL: (.*)\n");

    private static TestCluster cluster;

    @TempDir
    Path folder;

    private TestShell shell;
    private PsqlRun psql;

    @BeforeAll
    static void startServer(@TempDir Path sql) throws IOException, InterruptedException {
        PsqlRun.assertThere();
        cluster = TestCluster.start();
        cluster.createDatabase("rich");
        try (InputStream in = PsqlBackslashTest.class.getResourceAsStream("rich.sql")) {
            Files.copy(Objects.requireNonNull(in), sql.resolve("rich.sql"));
        }
        TestShell.Run made = new PsqlRun(sql, new TestShell(cluster, sql).environment())
                .run("", List.of("-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", "rich", "-f", "rich.sql"));
        assertThat(made.status()).as(made.err()).isZero();
    }

    @AfterAll
    static void stopServer() {
        cluster.close();
    }

    @BeforeEach
    void makeShell() {
        shell = new TestShell(cluster, folder);
        psql = new PsqlRun(folder, shell.environment());
    }

    @Test
    void everyListOfTheCatalogIsTheSame() throws IOException, InterruptedException {
        List<String> commands = new ArrayList<>();
        List<String> names =
                List.of(("d da dA dAc dAf dAo dAp db dc dC dd dD ddp dE des det deu dew df dfa dfn dfp dft dfw"
                                + " dF dFd dFp dFt dg di dl dL dm dn do dO dp dP dPi dPt dPn drds dRp dRs ds dt dT du dv dx dX dy l"
                                + " lo_list z dtvs dZ dAx dFx dPx")
                        .split(" "));
        for (String name : names) {
            for (String suffix : List.of("", "+", "S+")) {
                for (String pattern : List.of(
                        "", " *e*", " store.*", " *.*o*", " nosuch", " rich.store.*", " \"Head*\"", " a.b.c.d")) {
                    boolean huge = name.startsWith("d") && suffix.contains("S") && pattern.isEmpty();
                    if (!huge && !(name.equals("d") && pattern.equals(" *e*"))) {
                        commands.add("\\" + name + suffix + pattern);
                    }
                }
            }
        }
        compare(commands);
    }

    @Test
    void patternsOfTypesAndOptionsOfPrintingMeanTheSame() throws IOException, InterruptedException {
        compare(List.of("""
                \\df double int
                \\df store.double integer int4
                \\df store.* -
                \\df * store.place
                \\df+ lower text
                \\df substr text int -
                \\df abs float8
                \\dfa max int[]
                \\dfp * int
                \\df lower other.text
                \\df * item
                \\do - -
                \\do - int4
                \\do + int4 int8 more
                \\do || - text
                \\do store.*
                \\do .*
                \\do ~ *
                \\do+ |/ float8
                \\dAc btree int
                \\dAc btree store.*
                \\dAc * pg_catalog.uuid
                \\dAf+ btree int4
                \\dAo * store.families
                \\dAo+ gist point_ops
                \\dAp+ btree store.f*
                \\dAp brin float*
                \\dT int
                \\dT varchar[]
                \\dconfig work_mem
                \\dconfig+ *_mem
                \\dconfig plpgsql.*
                \\dd item*
                \\ddS *_ops
                \\drds clerk
                \\drds clerk nosuch
                \\d a b
                \\dt a b c
                \\dn one two
                \\conninfo x
                \\a x
                \\a
                \\timing off x
                \\else x
                \\encoding
                \\errverbose
                \\p x
                \\r x
                \\set QUIET 1
                \\dx+ nosuch
                \\dF+ nosuch
                \\dFp+ nosuch
                \\set QUIET 0
                \\pset null NULL
                \\dF+ store.plain
                \\dx+ hstore
                \\dd
                \\x
                \\dFp+
                \\l+ rich
                \\du+ clerk
                \\x
                \\t
                \\dx+ plpgsql
                \\t
                \\pset format html
                \\dF+ store.plain
                """.split("\n")));
    }

    @Test
    void whatNoCommandTakesIsNotEvaluated() throws IOException, InterruptedException {
        Path ran = folder.resolve("ran");
        compare(List.of("""
                \\set foo bar
                \\pset fieldsep | `touch RAN` :foo :'foo' :"foo" :none
                \\a `touch RAN` ':foo'
                \\pset fieldsep `echo +` x
                \\a
                \\echo -n open
                \\echo '-n' closed
                \\echo "-n" closed
                \\set dash -n
                \\echo :dash open
                \\pset csv_fieldsep '\\0'
                \\pset csv_fieldsep ''
                \\if invalid boolean expression
                \\echo not here
                \\lo arg
                \\nosuch
                \\nosuch \\echo not here
                \\lo_list
                \\elif also not one
                \\echo not here
                \\elif yes
                \\echo here
                \\endif
                \\if true false
                \\echo not here
                \\endif
                """.replace("RAN", ran.toString()).split("\n")));
        assertThat(ran).doesNotExist();
    }

    @Test
    void largeObjectsGoToFilesAndComeBack() throws IOException, InterruptedException {
        byte[] data = new byte[700_001];
        new java.util.Random(1).nextBytes(data);
        Files.write(folder.resolve("data"), data);
        Files.writeString(folder.resolve("empty"), "");
        compare(List.of("""
                \\lo_import data 'it''s a picture'
                \\set made :LASTOID
                \\lo_export :made copied
                \\lo_import empty
                \\lo_export :LASTOID copied-empty
                \\lo_unlink :LASTOID
                \\lo_import nosuch
                \\lo_import
                \\lo_export 1
                \\lo_export 999999 none
                \\lo_export :made nosuch/none
                \\lo_unlink
                \\lo_unlink 999999
                \\lo_unlink nosuch
                \\lo_nosuch
                begin;
                \\lo_import empty
                \\lo_unlink 999999
                \\lo_import empty
                rollback;
                \\set AUTOCOMMIT off
                \\lo_import empty
                rollback;
                \\set AUTOCOMMIT on
                \\pset format html
                \\lo_unlink :made
                """.split("\n")));
        assertThat(Files.readAllBytes(folder.resolve("copied"))).isEqualTo(data);
        assertThat(Files.readString(folder.resolve("copied-empty"))).isEmpty();
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void aDumpCanDoNothingButSqlWhileItIsRestricted() throws IOException, InterruptedException {
        compare(List.of("""
                \\unrestrict key
                \\restrict
                \\restrict key
                select 1;
                \\echo no
                \\! echo no
                \\set x `echo no`
                \\restrict other
                \\i nosuch
                \\if true
                \\unrestrict
                \\unrestrict other
                \\unrestrict key
                \\echo yes
                """.split("\n")));
        TestShell.Run own = shell.pipe("\\restrict key\ncheck\n\\check\n", "-X", "-d", "rich");
        assertThat(own.err().lines()).hasSize(2).allMatch(line -> line.contains("only \\unrestrict is allowed"));
    }

    @Test
    void anotherConnectionTakesOverWhatPsqlTakesOver() throws IOException, InterruptedException {
        String there = "host=" + cluster.host() + " port=" + cluster.port() + " user=" + cluster.user();
        String uri = "postgresql://" + cluster.user() + "@" + cluster.host() + ":" + cluster.port();
        compare(List.of("""
                \\conninfo
                \\c postgres
                \\conninfo
                \\c -reuse-previous=on rich
                \\c "%1$s dbname=postgres application_name=one"
                show application_name;
                \\c rich
                show application_name;
                \\c -reuse-previous=on "dbname=postgres"
                show application_name;
                \\c -reuse-previous=on "application_name=two"
                show application_name;
                \\c %2$s/rich?application_name=three
                show application_name;
                \\c - - localhost
                \\conninfo
                show application_name;
                \\c - - %3$s
                \\conninfo
                \\c "%1$s" me
                \\c -reuse-previous=maybe x
                \\c "rich" "%4$s"
                \\c
                \\echo :DBNAME :HOST :PORT :USER
                \\c nosuch
                select 'not here';
                """.formatted(there, uri, cluster.socketFolder(), cluster.user())
                .split("\n")));
    }

    @Test
    void helpAboutSqlNamesTheSameCommandsPagesAndKeyWords() throws IOException, InterruptedException {
        String script = """
                \\h
                \\h *
                \\h select
                \\h ALTER TABLE;
                \\h alter sys
                \\h create table nosuch
                \\h create nosuch thing
                \\h drop owned by
                \\h nosuch
                \\help set
                """;
        Files.writeString(folder.resolve("help.sql"), script);
        List<String> arguments = List.of("-X", "-d", "rich", "-f", "help.sql");
        String expected = psql.run("", arguments).out();
        String told = shell.run(arguments.toArray(String[]::new)).out();
        assertThat(withoutWords(told)).isEqualTo(withoutWords(expected));
        List<MatchResult> theirs = TOPIC.matcher(expected).results().toList();
        List<MatchResult> ours = TOPIC.matcher(told).results().toList();
        for (int i = 0; i < theirs.size(); i++) {
            if (!ours.get(i).group(2).startsWith("as ")) {
                assertThat(keyWords(ours.get(i).group(3)))
                        .as(theirs.get(i).group(1))
                        .containsAll(keyWords(theirs.get(i).group(3)));
            }
        }
    }

    private static String withoutWords(String help) {
        return TOPIC.matcher(help).replaceAll("$1 $4\n");
    }

    private static Set<String> keyWords(String syntax) {
        Set<String> words = new TreeSet<>();
        Pattern.compile("\\b[A-Z][A-Z_]+\\b").matcher(syntax).results().forEach(word -> words.add(word.group()));
        return words;
    }

    /** Runs the commands as a file; each is told, so that a difference has its place. */
    private void compare(List<String> commands) throws IOException, InterruptedException {
        Files.write(folder.resolve("commands.sql"), commands);
        List<String> arguments = List.of("-X", "-a", "-d", "rich", "-f", "commands.sql");
        TestShell.Run theirs = psql.run("", arguments);
        TestShell.Run ours = shell.run(arguments.toArray(String[]::new));
        String made = "(?<=lo_import |lo_unlink )[0-9]{5,}";
        assertThat(ours.out().replaceAll(made, "N")).isEqualTo(theirs.out().replaceAll(made, "N"));
        assertThat(ours.err()).isEqualTo(theirs.err().replaceAll("(?m)^psql:", "tvsh:"));
        assertThat(ours.status()).isEqualTo(theirs.status());
    }
}
