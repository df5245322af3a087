package dev.tvsh.commands.traps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.check.CheckCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCopy;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.commands.validate.ValidateCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases that look healthy to their own extension, or to whoever restored them, and are not. */
@ShopCopy(BlindHealthTest.DATABASE)
class BlindHealthTest {
    static final String DATABASE = "blind";

    @TempDir
    Path state;

    private CommandRunner tvsh;

    @BeforeEach
    void copy(TestCluster cluster) {
        tvsh = new CommandRunner(cluster, DATABASE, state);
    }

    @Test
    @Tag("T15")
    void noRegistrationAtAllIsHealthToTheExtensionAndBlocksHere(TestCluster cluster) {
        cluster.sql(DATABASE, "DELETE FROM pg_tview_meta");
        assertThat(cluster.query(
                        DATABASE, "SELECT DISTINCT status FROM pg_tviews_health_check() WHERE severity = 'error'"))
                .isEmpty();
        Outcome checked = tvsh.run(new CheckCommand(), "tv.unregistered");
        assertThat(checked.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(checked.stable()).anyMatch(line -> line.startsWith("tv.unregistered problem"));
    }

    /** {@code createdb} and a restore lose what ALTER DATABASE had set; then no session finds the extension. */
    @Test
    @Tag("T12")
    void aSearchPathWithoutTheExtensionMakesEveryWriteFailAndIsTold(TestCluster cluster) {
        tvsh.run(new BackupCommand());
        cluster.sql("postgres", "ALTER DATABASE " + DATABASE + " SET search_path = pg_catalog");
        Outcome validated = tvsh.run(new ValidateCommand());
        assertThat(validated.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(tvsh.lines()).anyMatch(line -> line.startsWith("✗ write to ") && line.contains("does not exist"));
    }
}
