package dev.tvsh.commands.triggers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.CommandRunner.Killed;
import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ShopCluster.class)
class TriggerCommandsTest {

    /** What every test starts from: one trigger of each state, one clone unlike its parent, names that need quotes. */
    private static final List<String> STATES = List.of(
            "ALTER TABLE tb_review ENABLE REPLICA TRIGGER trg_tview_review_on_tb_review",
            "ALTER TABLE ONLY tb_payment_2 DISABLE TRIGGER trg_tview_payment_on_tb_payment",
            "ALTER TABLE ONLY tb_payment_3 ENABLE ALWAYS TRIGGER trg_tview_payment_on_tb_payment");

    private static final List<String> HOSTILE = List.of(
            "a\"b",
            "\"; DROP TABLE tb_user; --",
            "new\nline",
            "$(id)",
            "it's",
            "Grün €",
            "SELECT",
            "x".repeat(63),
            "a.b",
            "\\");

    private final CommandRunner tvsh;
    private final TestCluster cluster;

    TriggerCommandsTest(TestCluster cluster, @TempDir Path home) {
        this.cluster = cluster;
        this.tvsh = new CommandRunner(cluster, "shop", home);
    }

    @BeforeEach
    void states() {
        STATES.forEach(sql -> cluster.sql("shop", sql));
        for (String name : HOSTILE) {
            String quoted = quoted(name);
            cluster.sql("shop", "CREATE SCHEMA " + quoted);
            cluster.sql("shop", "CREATE TABLE " + quoted + "." + quoted + " (pk bigint PRIMARY KEY)");
            cluster.sql(
                    "shop",
                    "CREATE TRIGGER " + quoted + " AFTER INSERT ON " + quoted + "." + quoted
                            + " FOR EACH ROW EXECUTE FUNCTION public.tview_trigger_handler('user')");
        }
        String first = quoted(HOSTILE.get(0)) + "." + quoted(HOSTILE.get(0));
        cluster.sql("shop", "ALTER TABLE " + first + " ENABLE ALWAYS TRIGGER " + quoted(HOSTILE.get(0)));
    }

    @AfterEach
    void remove() {
        HOSTILE.forEach(name -> cluster.sql("shop", "DROP SCHEMA IF EXISTS " + quoted(name) + " CASCADE"));
        cluster.sql("shop", "ALTER TABLE tb_payment ENABLE TRIGGER trg_tview_payment_on_tb_payment");
        cluster.sql("shop", "ALTER TABLE tb_review ENABLE TRIGGER trg_tview_review_on_tb_review");
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private List<List<@Nullable String>> tgenabled() {
        return cluster.query("shop", """
                SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger JOIN pg_proc p ON p.oid = tgfoid
                WHERE p.proname = 'tview_trigger_handler' ORDER BY tgrelid, tgname""");
    }

    private long count(String states) {
        return tgenabled().stream()
                .filter(row -> states.contains(String.valueOf(row.get(2))))
                .count();
    }

    @Test
    @Tag("T16")
    void everyTriggerThatFiresGoesOffAndComesBackAsItWas() {
        List<List<@Nullable String>> before = tgenabled();
        long firing = count("OA");
        assertThat(count("A")).isGreaterThan(2);

        Outcome off = tvsh.run(new DisableTriggersCommand());

        assertThat(count("OA")).isZero();
        assertThat(count("R")).isEqualTo(1);
        assertThat((List<?>) off.document().get("changed")).hasSize((int) firing);
        assertThat(off.document().get("changed"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains(Map.of(
                        "table",
                        "sales.tb_invoice",
                        "trigger",
                        "trg_tview_invoice_on_tb_invoice",
                        "from",
                        "A",
                        "to",
                        "D"));
        assertThat(off.stable()).contains("sales.tb_invoice trg_tview_invoice_on_tb_invoice A -> D");
        assertThat(tvsh.questions())
                .singleElement()
                .satisfies(asked -> assertThat(asked.typedName()).isEqualTo("shop"));
        assertThat(tvsh.lines().get(0))
                .contains(firing + " triggers on ")
                .contains("already")
                .contains("1 R stay R");
        assertThat(tvsh.lines())
                .contains("undo    enable-triggers")
                .anyMatch(line -> line.contains("refresh-all is due"));

        Outcome on = tvsh.run(new EnableTriggersCommand());

        assertThat(tgenabled()).isEqualTo(before);
        assertThat((List<?>) on.document().get("changed")).hasSize((int) firing);
        assertThat(on.document()).containsEntry("journal", off.document().get("journal"));
        assertThat(tvsh.lines()).last().asString().startsWith("refresh-all is due");
        assertThat(tvsh.journal().open("disable-triggers")).isEmpty();
    }

    @Test
    void dryRunShowsAndChangesNothing() {
        List<List<@Nullable String>> before = tgenabled();

        Outcome outcome = tvsh.run(new DisableTriggersCommand(), "--dry-run");

        assertThat(tvsh.wouldRun())
                .contains("ALTER TABLE ONLY sales.tb_invoice DISABLE TRIGGER trg_tview_invoice_on_tb_invoice")
                .contains("ALTER TABLE ONLY public.tb_payment DISABLE TRIGGER trg_tview_payment_on_tb_payment")
                .allMatch(sql -> sql.startsWith("ALTER TABLE ONLY "));
        assertThat(outcome.document()).containsEntry("dryRun", true);
        assertThat(tgenabled()).isEqualTo(before);
        assertThat(tvsh.questions()).isEmpty();
        assertThat(tvsh.journal().entries()).isEmpty();
    }

    @Test
    void killedAnywhereAndRunAgainTheStatesAreExact() {
        List<List<@Nullable String>> before = tgenabled();
        int deaths = 0;
        for (int n = 1; dies(n, new DisableTriggersCommand()); n++) {
            deaths++;
            tvsh.run(new DisableTriggersCommand());
            assertThat(count("OA")).as("off after death at %s", n).isZero();
            tvsh.run(new EnableTriggersCommand());
            assertThat(tgenabled()).as("disable died at %s", n).isEqualTo(before);
        }
        tvsh.run(new EnableTriggersCommand());
        for (int n = 1; dies(n, new DisableTriggersCommand()); n++) {
            enableOrNothing();
            assertThat(tgenabled()).as("disable died at %s, then enable", n).isEqualTo(before);
        }
        for (int n = 1; ; n++) {
            tvsh.run(new DisableTriggersCommand());
            if (!dies(n, new EnableTriggersCommand())) {
                break;
            }
            deaths++;
            enableOrNothing();
            assertThat(tgenabled()).as("enable died at %s", n).isEqualTo(before);
        }
        assertThat(tgenabled()).isEqualTo(before);
        assertThat(deaths).isGreaterThan(40);
        assertThat(tvsh.journal().open("disable-triggers")).isEmpty();
    }

    private boolean dies(int event, Command command) {
        try {
            tvsh.dieAt(event).run(command);
            return false;
        } catch (Killed e) {
            return true;
        }
    }

    /** What the operator types after a crash: it restores, or says that there is nothing to restore. */
    private void enableOrNothing() {
        try {
            tvsh.run(new EnableTriggersCommand());
        } catch (TvshException e) {
            assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(e).hasMessageContaining("nothing is recorded");
        }
    }

    @Test
    void aSecondDisableKeepsTheFirstStatesAndAddsWhatIsNew() {
        List<List<@Nullable String>> before = tgenabled();
        tvsh.run(new DisableTriggersCommand());
        cluster.sql("shop", "ALTER TABLE tb_category ENABLE TRIGGER ALL");
        cluster.sql("shop", "ALTER TABLE sales.tb_invoice ENABLE TRIGGER trg_tview_invoice_on_tb_invoice");
        cluster.sql("shop", "CREATE TABLE tb_new (pk bigint PRIMARY KEY)");
        cluster.sql(
                "shop",
                "CREATE TRIGGER new AFTER INSERT ON tb_new FOR EACH ROW EXECUTE FUNCTION tview_trigger_handler('user')");

        Outcome again = tvsh.run(new DisableTriggersCommand());

        assertThat(again.stable())
                .contains(
                        "public.tb_new new O -> D",
                        "public.tb_category trg_tview_category_on_tb_category O -> D",
                        "sales.tb_invoice trg_tview_invoice_on_tb_invoice O -> D");
        assertThat(tvsh.journal().open("disable-triggers")).hasSize(1);
        Outcome third = tvsh.run(new DisableTriggersCommand());
        assertThat(third.stable()).isEmpty();

        assertThat(tvsh.run(new EnableTriggersCommand()).stable())
                .contains("sales.tb_invoice trg_tview_invoice_on_tb_invoice D -> A", "public.tb_new new D -> O");
        cluster.sql("shop", "DROP TABLE tb_new");
        assertThat(tgenabled()).isEqualTo(before);
    }

    @Test
    void triggersThatVanishedAreNamed() {
        tvsh.run(new DisableTriggersCommand());
        cluster.sql("shop", "DROP TABLE " + quoted(HOSTILE.get(1)) + "." + quoted(HOSTILE.get(1)));
        Outcome withTable = tvsh.run(new EnableTriggersCommand());
        assertThat(withTable.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(tvsh.lines()).anyMatch(line -> line.startsWith("! ") && line.contains("DROP TABLE tb_user"));

        tvsh.run(new DisableTriggersCommand());
        cluster.sql(
                "shop",
                "DROP TRIGGER " + quoted(HOSTILE.get(2)) + " ON " + quoted(HOSTILE.get(2)) + "."
                        + quoted(HOSTILE.get(2)));
        Outcome fromTable = tvsh.run(new EnableTriggersCommand());
        assertThat(fromTable.exitCode()).isEqualTo(ExitCode.NEGATIVE);
        assertThat(tvsh.lines()).anyMatch(line -> line.startsWith("✗ ") && line.contains("is gone"));
    }

    @Test
    void triggersThatTvshDidNotSwitchOffAreLeftAlone() {
        TvshException refused = catchThrowableOfType(TvshException.class, () -> tvsh.run(new EnableTriggersCommand()));
        assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused).hasMessageContaining("trg_tview_order_on_tb_user");

        tvsh.run(new DisableTriggersCommand());
        tvsh.run(new EnableTriggersCommand());
        Outcome again = tvsh.run(new EnableTriggersCommand());

        assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(tvsh.lines()).containsExactly("Nothing to restore: 2 off, as before disable-triggers.");
    }

    @Test
    void oneEntryCanBePickedAndAnUnknownOneIsAnError() {
        List<List<@Nullable String>> before = tgenabled();
        String id =
                String.valueOf(tvsh.run(new DisableTriggersCommand()).document().get("journal"));
        tvsh.run(new EnableTriggersCommand(), "--journal", id);
        assertThat(tgenabled()).isEqualTo(before);
        cluster.sql("shop", "ALTER TABLE tb_category DISABLE TRIGGER ALL");

        assertThat(tvsh.run(new EnableTriggersCommand(), "--journal", id).stable())
                .containsExactly("public.tb_category trg_tview_category_on_tb_category D -> O");
        cluster.sql("shop", "ALTER TABLE tb_category ENABLE TRIGGER ALL");
        assertThatThrownBy(() -> tvsh.run(new EnableTriggersCommand(), "--journal", "nonsense"))
                .hasMessageContaining("no entry nonsense");
    }

    @Test
    void aLockThatIsNotToBeHadIsToldWithItsHolderAndNothingChanges() throws SQLException {
        List<List<@Nullable String>> before = tgenabled();
        try (Connection other = cluster.connect("shop");
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SET application_name TO 'the other'");
            statement.execute("UPDATE tb_user SET name = name WHERE pk_user = 1");

            TvshException refused = catchThrowableOfType(
                    TvshException.class,
                    () -> tvsh.run(new DisableTriggersCommand(), "--lock-timeout", "1", "--retries", "1"));

            assertThat(refused).hasMessageContaining("lock timeout").hasMessageContaining("public.tb_user");
            assertThat(refused.advice())
                    .anyMatch(line -> line.contains("the other") && line.contains("idle in transaction"));
            other.rollback();
        }
        assertThat(tgenabled()).isEqualTo(before);
        assertThat(tvsh.journal().open("disable-triggers")).isEmpty();
    }

    @Test
    void aStandbyIsRefused() throws IOException {
        cluster.stop();
        Path signal = Files.createFile(cluster.dataDirectory().resolve("standby.signal"));
        cluster.startServer();
        try {
            TvshException refused =
                    catchThrowableOfType(TvshException.class, () -> tvsh.run(new DisableTriggersCommand()));
            assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(refused).hasMessageContaining("standby");
        } finally {
            cluster.stop();
            Files.delete(signal);
            cluster.startServer();
        }
    }

    @Test
    void moreTablesThanTheServerCanLockInOneTransaction() throws IOException {
        Path settings = cluster.dataDirectory().resolve("test.conf");
        String before = Files.readString(settings);
        Files.writeString(settings, before + "max_locks_per_transaction = 10\nmax_connections = 30\n");
        cluster.restart();
        try {
            cluster.sql("shop", "CREATE SCHEMA many");
            cluster.sql("shop", """
                    DO $$ BEGIN
                      FOR i IN 1 .. 2000 LOOP
                        EXECUTE format('CREATE TABLE many.t%s (pk bigint)', i);
                        EXECUTE format('CREATE TRIGGER tr AFTER INSERT ON many.t%s FOR EACH ROW
                                        EXECUTE FUNCTION tview_trigger_handler(''user'')', i);
                        IF i % 50 = 0 THEN COMMIT; END IF;
                      END LOOP;
                    END $$""");
            List<List<@Nullable String>> states = tgenabled();

            tvsh.run(new DisableTriggersCommand());
            assertThat(count("OA")).isZero();
            assertThat(tvsh.ran()).filteredOn("COMMIT"::equals).hasSizeGreaterThan(1);
            tvsh.run(new EnableTriggersCommand());

            assertThat(tgenabled()).isEqualTo(states);
        } finally {
            for (int i = 0; i < 20; i++) {
                cluster.sql("shop", """
                        DO $$ DECLARE t text; BEGIN
                          FOR t IN SELECT relname FROM pg_class WHERE relnamespace = 'many'::regnamespace LIMIT 100 LOOP
                            EXECUTE format('DROP TABLE many.%I', t);
                          END LOOP;
                        END $$""");
            }
            cluster.sql("shop", "DROP SCHEMA many");
            Files.writeString(settings, before);
            cluster.restart();
        }
    }

    @Test
    void missingOwnershipIsToldBeforeAnythingIsAskedOrChanged() {
        List<List<@Nullable String>> before = tgenabled();

        TvshException refused = catchThrowableOfType(
                TvshException.class, () -> tvsh.as("shop_app").run(new DisableTriggersCommand()));

        assertThat(refused.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(refused).hasMessageStartingWith("shop_app may not switch ");
        assertThat(refused.advice())
                .anyMatch(line -> line.contains("  owned by "))
                .anyMatch(line -> line.contains(" more"));
        assertThat(tvsh.questions()).isEmpty();
        assertThat(tvsh.ran()).noneMatch(sql -> sql.startsWith("ALTER"));
        assertThat(tvsh.as("postgres").journal().entries()).isEmpty();
        assertThat(tgenabled()).isEqualTo(before);
    }
}
