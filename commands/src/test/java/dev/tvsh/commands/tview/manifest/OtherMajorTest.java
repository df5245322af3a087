package dev.tvsh.commands.tview.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.manifest.ManifestComparison.Ignoring;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A manifest of one major version against a server of another, as after pg_upgrade. */
class OtherMajorTest {

    @TempDir
    private Path state;

    @Test
    void theSameTviewsOnAnotherMajorVersionAreTheSame() {
        try (TestCluster before = TestCluster.start();
                TestCluster after = TestCluster.start("17.10")) {
            SmallShop.create(before, SmallShop.HOSTILE);
            SmallShop.create(after, SmallShop.HOSTILE);
            Manifest was = record(before);
            Manifest is = record(after);
            assertThat(was.tviews())
                    .as("the servers write them differently")
                    .isNotEmpty()
                    .anySatisfy(entry -> assertThat(is.tviews())
                            .noneMatch(other ->
                                    String.valueOf(other.viewDefinition()).equals(entry.viewDefinition())));
            assertThat(compare(was, is).differences()).isEmpty();

            after.sql(
                    SmallShop.HOSTILE,
                    "CREATE OR REPLACE VIEW v_maker AS SELECT pk_maker, id,"
                            + " jsonb_build_object('id', id, 'name', 'a.' || name) AS data FROM tb_maker");
            assertThat(compare(was, record(after)).differences())
                    .extracting(Difference::line)
                    .anySatisfy(line -> assertThat(line).contains("definition of", "v_maker"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT t.a FROM t           | SELECT a FROM t              | true",
                "SELECT \"T.\".\"a\" FROM x  | SELECT \"a\" FROM x          | true",
                "SELECT 'it''s t.a' FROM t   | SELECT 'it''s a' FROM t      | false",
                "SELECT t.a, 1.5 FROM t      | SELECT a, 2.5 FROM t         | false",
                "SELECT t.a FROM t           | SELECT b FROM t              | false"
            })
    void onlyQualifiersMayDiffer(String one, String other, boolean same) {
        assertThat(ViewText.same(one, other, true)).isEqualTo(same);
        assertThat(ViewText.same(one, other, false)).isFalse();
    }

    private static ManifestComparison compare(Manifest was, Manifest is) {
        return ManifestComparison.of(was, is, Ignoring.SERVER_VERSION, Ignoring.SYSTEM_IDENTIFIER);
    }

    private Manifest record(TestCluster cluster) {
        try (SqlRunner sql =
                new CommandRunner(cluster, SmallShop.HOSTILE, state).context().open()) {
            return new ManifestRecorder(sql, Clock.systemUTC()).recordNames(TviewCatalog.read(sql));
        }
    }
}
