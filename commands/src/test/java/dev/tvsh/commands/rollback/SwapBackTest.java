package dev.tvsh.commands.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.backup.ManifestChoice;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollback that is taken back, and whatever keeps the two databases from being renamed. */
class SwapBackTest {

    private static final String DATABASE = SmallShop.HOSTILE;

    private static TestCluster cluster;

    @TempDir
    private static Path before;

    private static String backup;

    @TempDir
    private Path state;

    private CommandRunner tvsh;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start();
        SmallShop.create(cluster, DATABASE);
        backup = before.resolve("backup").toString();
        new CommandRunner(cluster, DATABASE, before).run(new BackupCommand(), "--to", backup);
    }

    @BeforeEach
    void begin() {
        tvsh = new CommandRunner(cluster, DATABASE, state);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void aSwapThatDiedIsSettledByTheDatabasesThatThereAre() {
        String now = state.resolve("now").toString();
        tvsh.run(new BackupCommand(), "--to", now);
        cluster.sql(DATABASE, "UPDATE tb_maker SET name = 'since' WHERE pk_maker = 5");
        String restore = restored();
        assertThatThrownBy(() -> tvsh.dieBefore("COMMIT").run(new RollbackCommand(), "--to", restore))
                .isInstanceOf(CommandRunner.Killed.class);
        assertThat(swaps())
                .singleElement()
                .satisfies(entry -> assertThat(entry.isOpen()).isTrue());

        assertThat(tvsh.run(new RollbackCommand(), "--to", restore).stable()).containsExactly("swapped back");
        assertThat(swaps()).extracting(Journal.Entry::closed).containsExactly("failed", "done");
        assertThat(name()).isEqualTo("since");

        String swap = swaps().get(1).id();
        assertThatThrownBy(() -> tvsh.dieBefore("COMMIT").run(new RollbackCommand(), "--to", swap))
                .isInstanceOf(CommandRunner.Killed.class);
        // As if it had come as far as the commit.
        RestorePlan died = RestorePlan.of(swaps().get(2));
        rename(died.database(), died.kept());
        rename(died.side(), died.database());
        tvsh.run(new RollbackCommand(), "--plan");
        assertThat(tvsh.lines())
                .anyMatch(line -> line.startsWith(died.kept() + " is kept from the rollback of ")
                        && line.endsWith("→ rollback --to " + swaps().get(2).id()));
        assertThat(new ManifestChoice(tvsh.journal()).find()).hasValue(Path.of(backup, "manifest.json"));

        assertThat(tvsh.run(new RollbackCommand(), "--to", swap).stable()).containsExactly("already there");
        assertThat(swaps()).extracting(Journal.Entry::closed).containsExactly("failed", "done", "done");
        assertThat(name()).isEqualTo("maker 5");
    }

    @Test
    void aPreparedTransactionIsNamedAtOnce() {
        String restore = restored();
        prepare();
        refused("--to", restore);
        assertThat(tvsh.journal().entries()).noneMatch(Journal.Entry::isOpen);
        commit();

        assertThatThrownBy(() -> tvsh.dieBefore("ALTER DATABASE").run(new RollbackCommand(), "--to", backup))
                .isInstanceOf(CommandRunner.Killed.class);
        prepare();
        refused("--to", backup);
        commit();
        assertThat(tvsh.run(new RollbackCommand(), "--to", backup).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(tvsh.ran()).as("restored once").noneMatch(text -> text.contains("pg_restore --section="));
    }

    @Test
    void aSwapThatFailsLeavesNothingOpen() {
        String restore = restored();
        cluster.sql("postgres", "CREATE ROLE guest LOGIN");
        CommandRunner guest = new CommandRunner(cluster, DATABASE, state).as("guest");

        assertThatThrownBy(() -> guest.run(new RollbackCommand(), "--to", restore))
                .hasMessageContaining("must be owner of database");

        assertThat(tvsh.journal().entries()).noneMatch(Journal.Entry::isOpen);
    }

    /** The id of a rollback. */
    private String restored() {
        assertThat(tvsh.run(new RollbackCommand(), "--to", backup).exitCode()).isEqualTo(ExitCode.DONE);
        List<Journal.Entry> entries = tvsh.journal().entries();
        return entries.get(entries.size() - 1).id();
    }

    private List<Journal.Entry> swaps() {
        return tvsh.journal().entries().stream()
                .filter(entry -> entry.command().equals(SwapBack.COMMAND))
                .toList();
    }

    private static void rename(String from, String to) {
        cluster.sql(
                "postgres",
                cluster.value(
                        "postgres",
                        "SELECT format('ALTER DATABASE %I RENAME TO %I', $n$" + from + "$n$, $n$" + to + "$n$)"));
    }

    private static String name() {
        return cluster.value(DATABASE, "SELECT name FROM tb_maker WHERE pk_maker = 5");
    }

    private static void prepare() {
        cluster.sql(DATABASE, "BEGIN; SELECT; PREPARE TRANSACTION 'pay-8841'");
    }

    private static void commit() {
        cluster.sql(DATABASE, "COMMIT PREPARED 'pay-8841'");
    }

    private void refused(String... words) {
        assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), words))
                .isInstanceOfSatisfying(TvshException.class, e -> {
                    assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED);
                    assertThat(e.advice())
                            .anyMatch(line -> line.contains("SELECT gid FROM pg_prepared_xacts"))
                            .anyMatch(line -> line.startsWith("rollback --to " + words[1]));
                })
                .hasMessageContaining("a prepared transaction is open in " + DATABASE);
    }
}
