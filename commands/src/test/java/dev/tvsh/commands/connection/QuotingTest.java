package dev.tvsh.commands.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.host.HostResult;
import dev.tvsh.commands.host.LocalHost;
import dev.tvsh.commands.testing.HostileStrings;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.ShellWord;
import dev.tvsh.templates.TemplateKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What typed references write, read back by the real server and the real shell. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuotingTest {

    private TestCluster cluster;
    private Session session;

    @BeforeAll
    void start() {
        cluster = TestCluster.start();
        ConnectionOptions options = new ConnectionOptions(
                cluster.host(),
                Integer.toString(cluster.port()),
                "postgres",
                "postgres",
                ConnectionOptions.Passwords.NEVER);
        ConnectionSpec spec = new ConnectionResolver(Map.of(), Path.of("/nonexistent"), "dba").resolve(options);
        session = new ServerConnector(spec, PasswordPrompt.NOBODY, warning -> {}).connect();
    }

    @AfterAll
    void remove() {
        session.close();
        cluster.close();
    }

    private List<List<@Nullable String>> run(String statement) {
        RecordingSink sink = new RecordingSink();
        session.execute(statement, sink);
        return sink.rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void literalsComeBackAsTheyWere(String standardConformingStrings) {
        run("SET standard_conforming_strings = " + standardConformingStrings);
        List<String> texts = HostileStrings.texts(3_000, 1);
        for (int i = 0; i < texts.size(); i += 100) {
            List<String> some = texts.subList(i, Math.min(i + 100, texts.size()));
            String list = some.stream().map(text -> Literal.of(text).text()).collect(Collectors.joining(", "));
            assertThat(run("SELECT " + list).get(0)).isEqualTo(some);
            Row row = new Row(
                    List.of(new Column("a", 114)),
                    run("SELECT to_json(" + Literal.ofTexts(some).text() + ")").get(0));
            assertThat(row.texts("a")).isEqualTo(some);
        }
        run("RESET standard_conforming_strings");
    }

    @Test
    void otherLiterals() {
        assertThat(run("SELECT 1 -" + Literal.of(-5) + ", " + Literal.of(true) + ", " + Literal.of((String) null) + ", "
                        + Literal.of(Long.MIN_VALUE) + ", " + Literal.of("")))
                .isEqualTo(List.of(java.util.Arrays.asList("6", "t", null, "-9223372036854775808", "")));
    }

    @Test
    void identifiersNameWhatTheySay() {
        List<String> names = HostileStrings.names(2_000, 2);
        run("BEGIN");
        for (String name : names) {
            run("CREATE TEMP TABLE " + Identifier.of(name) + " (" + Identifier.of(name) + " int)");
        }
        List<String> found = new ArrayList<>();
        for (List<@Nullable String> row :
                run("SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid"
                        + " WHERE relnamespace = pg_my_temp_schema() AND attnum = 1 ORDER BY pg_class.oid")) {
            assertThat(row.get(1)).isEqualTo(row.get(0));
            found.add(String.valueOf(row.get(0)));
        }
        assertThat(found).isEqualTo(names);
        run("ROLLBACK");
    }

    @Test
    void everyKeyWordOfTheServerCanBeAName() {
        for (List<@Nullable String> row : run("SELECT word FROM pg_get_keywords()")) {
            String word = String.valueOf(row.get(0));
            String name = Identifier.of(word).text();
            run("CREATE TEMP TABLE " + name + " (" + name + " int)");
            run("SELECT " + name + "." + name + ", " + name + " AS " + name + " FROM " + name + " " + name);
            run("DROP TABLE " + name);
        }
        assertThat(run("SELECT 1")).hasSize(1);
    }

    @Test
    void shellWordsReachTheProgramAsTheyWere() {
        List<String> words = HostileStrings.texts(3_000, 3);
        String separator = "\u0002end\u0002";
        String script = words.stream()
                .map(word -> "printf '%s" + separator + "' " + ShellWord.of(word))
                .collect(Collectors.joining("\n"));
        HostResult result = new LocalHost(event -> {})
                .run(new Rendered("host/test/words.sh.vm", "0", TemplateKind.HOST, "set -eu\n" + script));
        assertThat(result.errors()).isEmpty();
        assertThat(List.of(result.output().split(separator))).isEqualTo(words);
        HostResult list = new LocalHost(event -> {})
                .run(new Rendered(
                        "host/test/words.sh.vm",
                        "0",
                        TemplateKind.HOST,
                        "printf '%s" + separator + "' " + ShellWord.list(words)));
        assertThat(List.of(list.output().split(separator))).isEqualTo(words);
    }
}
