package dev.tvsh.commands.triggers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.refresh.RefreshAllCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCopy;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What enable-triggers does with all that can happen while triggers are off; each test has a shop of its own. */
@ShopCopy(TriggerRestoreTest.DATABASE)
class TriggerRestoreTest {

    static final String DATABASE = "shop_of_this_test";
    private static final String INVOICE = "sales.tb_invoice.trg_tview_invoice_on_tb_invoice";

    private final TestCluster cluster;
    private final Path home;
    private final CommandRunner tvsh;

    TriggerRestoreTest(TestCluster cluster, @TempDir Path home) {
        this.cluster = cluster;
        this.home = home;
        this.tvsh = new CommandRunner(cluster, DATABASE, home);
    }

    @AfterEach
    void drop() {
        cluster.sql("postgres", "DROP DATABASE IF EXISTS " + DATABASE + "_kept WITH (FORCE)");
    }

    private void sql(String sql) {
        cluster.sql(DATABASE, sql);
    }

    private List<List<@Nullable String>> states() {
        return states(DATABASE);
    }

    private List<List<@Nullable String>> states(String database) {
        return cluster.query(database, """
                SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger JOIN pg_proc p ON p.oid = tgfoid
                WHERE p.proname = 'tview_trigger_handler' ORDER BY 1, 2""");
    }

    private String state(String table, String trigger) {
        return cluster.value(
                DATABASE,
                "SELECT tgenabled FROM pg_trigger WHERE tgrelid = '" + table + "'::regclass AND tgname = '" + trigger
                        + "'");
    }

    private String event() {
        return cluster.value(DATABASE, "SELECT evtenabled FROM pg_event_trigger WHERE evtname = 'pg_tviews_ddl_end'");
    }

    private List<Journal.Entry> open() {
        return tvsh.journal().open(DisableTriggersCommand.NAME);
    }

    @Test
    @Tag("T16")
    void whatIsWrittenMeanwhileIsLostUntilARefreshAndFollowedAfterwards() {
        String rename = "UPDATE tb_category SET name = '%s' WHERE pk_category = 1";
        String read = "SELECT data ->> 'name' FROM tv_category WHERE pk_category = 1";
        String before = cluster.value(DATABASE, read);
        tvsh.run(new DisableTriggersCommand());
        sql(rename.formatted("meanwhile"));
        assertThat(cluster.value(DATABASE, read)).isEqualTo(before);

        tvsh.run(new EnableTriggersCommand());

        assertThat(cluster.value(DATABASE, read)).isEqualTo(before);
        assertThat(tvsh.lines()).last().asString().startsWith("refresh-all is due: what was written since");
        tvsh.run(new RefreshAllCommand(), "--only", "category");
        assertThat(cluster.value(DATABASE, read)).isEqualTo("meanwhile");
        sql(rename.formatted("afterwards"));
        assertThat(cluster.value(DATABASE, read)).isEqualTo("afterwards");
    }

    @Test
    @Tag("T16")
    void clonesComeBackAsEachWasWhateverTheirParentWas() {
        sql("ALTER TABLE ONLY tb_payment DISABLE TRIGGER trg_tview_payment_on_tb_payment");
        sql("ALTER TABLE ONLY tb_payment_2 ENABLE REPLICA TRIGGER trg_tview_payment_on_tb_payment");
        sql("ALTER TABLE ONLY tb_payment_3 ENABLE ALWAYS TRIGGER trg_tview_payment_on_tb_payment");
        List<List<@Nullable String>> before = states();

        tvsh.run(new DisableTriggersCommand());

        assertThat(state("tb_payment_1", "trg_tview_payment_on_tb_payment")).isEqualTo("D");
        assertThat(state("tb_payment_2", "trg_tview_payment_on_tb_payment")).isEqualTo("R");
        assertThat(state("tb_payment_3", "trg_tview_payment_on_tb_payment")).isEqualTo("D");
        tvsh.run(new EnableTriggersCommand());
        assertThat(states()).isEqualTo(before);
    }

    @Test
    void aPartitionThatIsAttachedMeanwhileFollowsItsParentAndOneThatIsDetachedIsTold() {
        tvsh.run(new DisableTriggersCommand());
        sql("ALTER TABLE tb_payment DETACH PARTITION tb_payment_3");
        sql("CREATE TABLE tb_payment_4 PARTITION OF tb_payment FOR VALUES FROM (10000) TO (MAXVALUE)");
        assertThat(state("tb_payment_4", "trg_tview_payment_on_tb_payment")).isEqualTo("D");
        tvsh.run(new DisableTriggersCommand());

        Outcome outcome = tvsh.run(new EnableTriggersCommand());

        assertThat(state("tb_payment_4", "trg_tview_payment_on_tb_payment")).isEqualTo("O");
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(tvsh.lines())
                .anyMatch(line -> line.startsWith("✗ public.tb_payment_3 trg_tview_payment_on_tb_payment is gone"));
        assertThat(open()).isEmpty();
    }

    @Test
    void aTableThatIsDroppedAndMadeAgainMeanwhileIsNotTouched() {
        sql("CREATE TABLE tb_made (pk_made bigint PRIMARY KEY)");
        String trigger =
                "CREATE TRIGGER made AFTER INSERT ON tb_made FOR EACH ROW EXECUTE FUNCTION tview_trigger_handler('user')";
        sql(trigger);
        tvsh.run(new DisableTriggersCommand());
        sql("DROP TABLE tb_made");
        sql("CREATE TABLE tb_made (pk_made bigint PRIMARY KEY)");
        sql(trigger);

        Outcome outcome = tvsh.run(new EnableTriggersCommand());

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(outcome.stable()).noneMatch(line -> line.contains("tb_made"));
        assertThat(state("tb_made", "made")).isEqualTo("O");
    }

    @Test
    void whatSomebodyElseHasSetIsToldAndLeftUntilTheUserSays() {
        List<List<@Nullable String>> before = states();
        tvsh.run(new DisableTriggersCommand());
        sql("ALTER TABLE sales.tb_invoice ENABLE TRIGGER trg_tview_invoice_on_tb_invoice");

        Outcome told = tvsh.run(new EnableTriggersCommand());

        assertThat(told.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(told.stable())
                .anyMatch(
                        line -> line.startsWith(
                                "sales.tb_invoice trg_tview_invoice_on_tb_invoice was A and is O, set by somebody else: left so"));
        assertThat(state("sales.tb_invoice", "trg_tview_invoice_on_tb_invoice")).isEqualTo("O");
        assertThat(open()).hasSize(1);
        assertThat(tvsh.run(new EnableTriggersCommand()).exitCode()).isEqualTo(ExitCode.NEGATIVE);

        Outcome exactly = tvsh.run(new EnableTriggersCommand(), "--changed", "restore");

        assertThat(exactly.stable()).containsExactly("sales.tb_invoice trg_tview_invoice_on_tb_invoice O -> A");
        assertThat(states()).isEqualTo(before);
        assertThat(open()).isEmpty();
    }

    @Test
    void whatSomebodyElseHasSetCanBeKept() {
        tvsh.run(new DisableTriggersCommand());
        sql("ALTER TABLE sales.tb_invoice ENABLE REPLICA TRIGGER trg_tview_invoice_on_tb_invoice");

        Outcome outcome = tvsh.run(new EnableTriggersCommand(), "--changed", "keep");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(state("sales.tb_invoice", "trg_tview_invoice_on_tb_invoice")).isEqualTo("R");
        assertThat(open()).isEmpty();
        assertThatThrownBy(() -> tvsh.run(new EnableTriggersCommand(), "--changed", "maybe"))
                .hasMessageContaining("restore or keep");
    }

    @Test
    void aTriggerThatWasOffBeforeAndIsOnByNowStaysOn() {
        tvsh.run(new DisableTriggersCommand());
        sql("ALTER TABLE tb_user ENABLE TRIGGER trg_tview_order_on_tb_user");

        Outcome outcome = tvsh.run(new EnableTriggersCommand());

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(state("tb_user", "trg_tview_order_on_tb_user")).isEqualTo("O");
        assertThat(tvsh.lines())
                .anyMatch(line -> line.startsWith("! public.tb_user trg_tview_order_on_tb_user was D and is O"));
        assertThat(open()).isEmpty();
    }

    @Test
    void whatFiresAtASecondDisableComesBackWhateverTheFirstOneSaw() {
        tvsh.run(new DisableTriggersCommand());
        sql("ALTER TABLE tb_user ENABLE TRIGGER trg_tview_order_on_tb_user");
        sql("ALTER TABLE sales.tb_invoice ENABLE TRIGGER trg_tview_invoice_on_tb_invoice");

        tvsh.run(new DisableTriggersCommand());

        assertThat(tvsh.lines())
                .anyMatch(line -> line.startsWith("Goes on with journal ")
                        && line.contains("set sales.tb_invoice trg_tview_invoice_on_tb_invoice otherwise since"));
        tvsh.run(new EnableTriggersCommand());
        assertThat(state("tb_user", "trg_tview_order_on_tb_user")).isEqualTo("O");
        assertThat(state("sales.tb_invoice", "trg_tview_invoice_on_tb_invoice")).isEqualTo("A");
    }

    @Test
    void aTriggerThatIsRenamedMeanwhileIsToldWithWhatToType() {
        tvsh.run(new DisableTriggersCommand());
        sql("ALTER TRIGGER trg_tview_category_on_tb_category ON tb_category RENAME TO \"other name\"");

        Outcome outcome = tvsh.run(new EnableTriggersCommand());

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(tvsh.lines())
                .anyMatch(line -> line.startsWith("✗ public.tb_category trg_tview_category_on_tb_category is gone"))
                .anyMatch(line -> line.startsWith("✗ public.tb_category other name is off")
                        && line.endsWith("enable-triggers --state 'public.tb_category.\"other name\"=O'"));
        tvsh.run(new EnableTriggersCommand(), "--state", "public.tb_category.\"other name\"=O");
        assertThat(state("tb_category", "other name")).isEqualTo("O");
    }

    @Test
    void statesThatAreGivenAreSetAndNoOther() {
        List<List<@Nullable String>> before = states();

        Outcome outcome = tvsh.run(
                new EnableTriggersCommand(),
                "--state",
                "public.tb_user.trg_tview_order_on_tb_user=O",
                "--state",
                INVOICE + "=A");

        assertThat(outcome.stable()).containsExactly("public.tb_user trg_tview_order_on_tb_user D -> O");
        assertThat(tvsh.lines())
                .contains("undo    enable-triggers --state 'public.tb_user.trg_tview_order_on_tb_user=D'");
        assertThat(tvsh.questions())
                .singleElement()
                .satisfies(asked -> assertThat(asked.typedName()).isEmpty());
        String id = String.valueOf(outcome.document().get("journal"));
        assertThat(tvsh.journal().find(id).orElseThrow().closed()).isEqualTo("done");

        tvsh.run(new EnableTriggersCommand(), "--journal", id, "--changed", "restore");

        assertThat(tvsh.questions())
                .singleElement()
                .satisfies(asked -> assertThat(asked.typedName()).isEqualTo(DATABASE));
        assertThat(states()).isEqualTo(before);
    }

    @Test
    void aStateThatCannotBeMeantIsRefused() {
        for (String wrong : List.of(INVOICE, INVOICE + "=X", INVOICE + "=", "=O", "nothing=O", "sales.tb_invoice=O")) {
            TvshException refused = catchThrowableOfType(
                    TvshException.class, () -> tvsh.run(new EnableTriggersCommand(), "--state", wrong));
            assertThat(refused.exitCode()).as(wrong).isEqualTo(ExitCode.FATAL);
        }
        sql("CREATE SCHEMA a");
        sql("CREATE SCHEMA \"a.b\"");
        sql("CREATE TABLE a.\"b.c\" (i int)");
        sql("CREATE TABLE \"a.b\".c (i int)");
        for (String table : List.of("a.\"b.c\"", "\"a.b\".c")) {
            sql("CREATE TRIGGER t AFTER INSERT ON " + table
                    + " FOR EACH ROW EXECUTE FUNCTION tview_trigger_handler('user')");
        }
        assertThatThrownBy(() -> tvsh.run(new EnableTriggersCommand(), "--state", "a.b.c.t=A"))
                .hasMessage("a.b.c.t may be a.\"b.c\".t or \"a.b\".c.t");
        assertThat(tvsh.run(new EnableTriggersCommand(), "--state", "a.\"b.c\".t=A")
                        .stable())
                .containsExactly("a.\"b.c\" t O -> A");
    }

    @Test
    void whatABackupHadOnIsSwitchedOn() {
        Path backup = home.resolve("backup");
        tvsh.run(new BackupCommand(), "--to", backup.toString());
        sql("ALTER TABLE sales.tb_invoice DISABLE TRIGGER trg_tview_invoice_on_tb_invoice");
        sql("ALTER TABLE tb_review ENABLE REPLICA TRIGGER trg_tview_review_on_tb_review");
        TvshException refused = catchThrowableOfType(TvshException.class, () -> tvsh.run(new EnableTriggersCommand()));
        assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused.advice()).anyMatch(line -> line.startsWith("enable-triggers --from BACKUP"));

        Outcome outcome = tvsh.run(new EnableTriggersCommand(), "--from", backup.toString());

        assertThat(outcome.stable())
                .contains("sales.tb_invoice trg_tview_invoice_on_tb_invoice D -> A")
                .anyMatch(line -> line.startsWith("public.tb_review trg_tview_review_on_tb_review was O and is R"));
        assertThat(state("sales.tb_invoice", "trg_tview_invoice_on_tb_invoice")).isEqualTo("A");
        assertThat(state("tb_user", "trg_tview_order_on_tb_user")).isEqualTo("D");
    }

    @Test
    void handlersOfTheSameNameInSeveralSchemasAndNamesThatWereCut() {
        sql("CREATE SCHEMA other");
        sql(
                "CREATE FUNCTION other.tview_trigger_handler() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
        String table = "tb_" + "größe_".repeat(7);
        sql("CREATE TABLE other.\"" + table + "\" (i int)");
        String trigger = "trg_tview_" + "größe_".repeat(7) + "on_" + table;
        sql("CREATE TRIGGER \"" + trigger + "\" AFTER INSERT ON other.\"" + table
                + "\" FOR EACH ROW EXECUTE FUNCTION other.tview_trigger_handler('x')");
        sql("ALTER TABLE other.\"" + table + "\" ENABLE ALWAYS TRIGGER \"" + trigger + "\"");
        List<List<@Nullable String>> before = states();
        assertThat(before)
                .anyMatch(row -> String.valueOf(row.get(1)).startsWith("trg_tview_größe")
                        && !String.valueOf(row.get(1)).equals(trigger));

        tvsh.run(new DisableTriggersCommand());
        assertThat(states()).noneMatch(row -> List.of("O", "A").contains(row.get(2)));
        tvsh.run(new EnableTriggersCommand());

        assertThat(states()).isEqualTo(before);
    }

    @Test
    void theEventTriggerIsLeftAloneUnlessAskedForAndComesBackAsItWas() {
        sql("ALTER EVENT TRIGGER pg_tviews_ddl_end ENABLE ALWAYS");
        tvsh.run(new DisableTriggersCommand());
        assertThat(event()).isEqualTo("A");

        Outcome outcome = tvsh.run(new DisableTriggersCommand(), "--event-trigger");

        assertThat(event()).isEqualTo("D");
        assertThat(outcome.document().get("changed"))
                .isEqualTo(List.of(Map.of("table", "", "trigger", "pg_tviews_ddl_end", "from", "A", "to", "D")));
        tvsh.run(new EnableTriggersCommand());
        assertThat(event()).isEqualTo("A");
    }

    @Test
    void anOwnerThatIsNoSuperuserSwitchesItsOwnTablesButNotTheEventTrigger() {
        List<List<@Nullable String>> before = states();
        tvsh.as("shop_owner").run(new DisableTriggersCommand());
        tvsh.run(new EnableTriggersCommand());
        assertThat(states()).isEqualTo(before);

        TvshException refused = catchThrowableOfType(
                TvshException.class, () -> tvsh.run(new DisableTriggersCommand(), "--event-trigger"));
        assertThat(refused.advice()).contains("event trigger pg_tviews_ddl_end  owned by postgres");
        assertThat(states()).isEqualTo(before);
    }

    @Test
    void theDocumentHasWhatChangedAndTheJournalAndNothingElse() {
        Outcome off = tvsh.run(new DisableTriggersCommand());
        assertThat(off.document()).containsOnlyKeys("changed", "journal");
        assertThat(off.document().get("changed"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .allSatisfy(change ->
                        assertThat(((Map<?, ?>) change).keySet()).isEqualTo(Set.of("table", "trigger", "from", "to")));
        Outcome on = tvsh.run(new EnableTriggersCommand());
        assertThat(on.document())
                .containsOnlyKeys("changed", "journal")
                .containsEntry("journal", off.document().get("journal"));
        assertThat(tvsh.run(new EnableTriggersCommand()).document())
                .isEqualTo(Map.of("changed", List.of(), "journal", ""));
    }

    @Test
    void theSameDatabaseByAnotherAddressHasTheSameJournalAndLock() {
        List<List<@Nullable String>> before = states();
        Outcome off = tvsh.run(new DisableTriggersCommand());

        tvsh.at("localhost");
        assertThat(open()).hasSize(1);
        tvsh.run(new DisableTriggersCommand());
        Outcome on = tvsh.at(cluster.socketFolder().toString()).run(new EnableTriggersCommand());

        assertThat(on.document()).containsEntry("journal", off.document().get("journal"));
        assertThat(states()).isEqualTo(before);
        assertThat(tvsh.at(cluster.host()).journal().entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.closed()).isEqualTo("undone"));

        Journal.Lock lock = tvsh.journal().lock();
        try {
            TvshException refused = catchThrowableOfType(
                    TvshException.class, () -> tvsh.at("localhost").run(new DisableTriggersCommand()));
            assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(refused).hasMessageContaining("another tvsh (pid ");
        } finally {
            lock.close();
        }
        assertThat(states()).isEqualTo(before);
    }

    @Test
    void whatWasSwitchedOffBeforePgUpgradeIsFoundAtTheSameAddress() throws IOException {
        List<List<@Nullable String>> before = states();
        tvsh.run(new DisableTriggersCommand());
        String system = tvsh.journal().database().orElseThrow().system();
        // pg_upgrade makes a cluster with another identifier and leaves names and states as they were.
        try (Stream<Path> files = Files.list(home.resolve("journal"))) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".jsonl")).toList()) {
                Files.writeString(file, Files.readString(file).replace(system, "7000000000000000001"));
            }
        }

        Outcome on = tvsh.run(new EnableTriggersCommand());

        assertThat(on.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(tvsh.lines()).anyMatch(line -> line.startsWith("! Recorded on another database than this one"));
        assertThat(states()).isEqualTo(before);
        assertThat(open()).isEmpty();
    }

    @Test
    void aDatabaseThatChangedItsNameKeepsItsJournalAndItsSuccessorHasItsOwn() {
        List<List<@Nullable String>> before = states();
        tvsh.run(new DisableTriggersCommand());
        cluster.sql("postgres", "ALTER DATABASE " + DATABASE + " RENAME TO " + DATABASE + "_kept");
        cluster.copyDatabase(DATABASE + "_kept", DATABASE);

        tvsh.run(new EnableTriggersCommand());
        assertThat(states()).isEqualTo(before);
        assertThat(open()).isEmpty();

        CommandRunner kept = new CommandRunner(cluster, DATABASE + "_kept", home);
        assertThat(kept.journal().open(DisableTriggersCommand.NAME)).hasSize(1);
        kept.run(new EnableTriggersCommand());
        assertThat(states(DATABASE + "_kept")).isEqualTo(before);
        assertThat(kept.journal().open(DisableTriggersCommand.NAME)).isEmpty();
    }

    @Test
    void anEntryOfAnotherTargetIsNamedWhereItMayBeMeant() throws IOException {
        tvsh.run(new DisableTriggersCommand());
        String id = open().get(0).id();
        String system = tvsh.journal().database().orElseThrow().system();
        try (Stream<Path> files = Files.list(home.resolve("journal"))) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".jsonl")).toList()) {
                Files.writeString(file, Files.readString(file).replace(system, "7000000000000000001"));
            }
        }
        tvsh.at("localhost");

        TvshException refused = catchThrowableOfType(TvshException.class, () -> tvsh.run(new EnableTriggersCommand()));

        assertThat(refused.advice()).anyMatch(line -> line.startsWith("enable-triggers --journal " + id));
        assertThat(tvsh.run(new EnableTriggersCommand(), "--journal", id).exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThat(state("sales.tb_invoice", "trg_tview_invoice_on_tb_invoice")).isEqualTo("A");
    }
}
