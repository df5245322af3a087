package dev.tvsh.commands.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(ShopCluster.class)
class QueueCommandTest {
    private static final String MEMORY = "? What other sessions have in memory cannot be seen;";

    @TempDir
    Path state;

    @Test
    void whoHoldsAndWhoWaitsIsTold(TestCluster cluster) throws Exception {
        cluster.sql("postgres", "CREATE ROLE visitor LOGIN");
        CommandRunner runner = new CommandRunner(cluster, "shop", state);
        assertThat(runner.run(new QueueCommand()).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(runner.lines())
                .startsWith("Nobody holds or awaits a table of a TVIEW.")
                .anyMatch(line -> line.startsWith(MEMORY))
                .hasSize(2);

        try (Connection preparing = cluster.connect("shop");
                Statement prepare = preparing.createStatement();
                Connection holding = cluster.connect("shop");
                Statement hold = holding.createStatement();
                Connection waiting = cluster.connect("shop")) {
            prepare.execute("BEGIN");
            prepare.execute("LOCK TABLE tb_category, tv_category IN ROW EXCLUSIVE MODE");
            prepare.execute("PREPARE TRANSACTION 'pay-8841 ''x'''");
            hold.execute("SET application_name = 'till'");
            hold.execute("BEGIN");
            hold.execute("LOCK TABLE tv_order IN ROW EXCLUSIVE MODE");
            Thread refresh = new Thread(() -> lock(waiting));
            refresh.start();
            while (cluster.value("shop", "SELECT count(*) FROM pg_locks WHERE NOT granted")
                    .equals("0")) {
                Thread.onSpinWait();
            }

            Outcome outcome = runner.run(new QueueCommand());
            assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(runner.lines())
                    .anyMatch(line -> line.startsWith("! prepared transaction 'pay-8841 'x'' of postgres, ")
                            && line.endsWith("holds public.tb_category (writes), public.tv_category (writes)"))
                    .anyMatch(line -> line.matches("! pid \\d+ \\(postgres, till, idle in transaction, \\d+ s\\)"
                            + " holds public.tv_order \\(writes\\)"))
                    .anyMatch(line -> line.matches(
                            "! pid \\d+ \\(.*\\) awaits public.tv_order \\(for itself\\) behind pid \\d+"));
            JsonNode document = JsonMapper.shared().valueToTree(outcome.document());
            assertThat(document.get("prepared").get(0).get("holds")).hasSize(2);
            assertThat(document.get("waiting").get(0).get("blockedBy")).hasSize(1);

            runner.as("visitor").run(new QueueCommand());
            assertThat(runner.lines())
                    .anyMatch(line -> line.contains("age not visible) holds public.tv_order"))
                    .contains(
                            "? States and ages of other roles' sessions are not visible to this role (pg_read_all_stats).");
            hold.execute("ROLLBACK");
            refresh.join();
            hold.execute("ROLLBACK PREPARED 'pay-8841 ''x'''");
        }
        cluster.sql("postgres", "DROP ROLE visitor");
    }

    private static void lock(Connection waiting) {
        try (Statement lock = waiting.createStatement()) {
            lock.execute("BEGIN");
            lock.execute("LOCK TABLE tv_order IN ACCESS EXCLUSIVE MODE");
            lock.execute("ROLLBACK");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aQueueInATableIsRead(TestCluster cluster) {
        cluster.copyDatabase("shop", "queued");
        cluster.sql(
                "queued",
                "CREATE TABLE pg_tviews_queue (entity_name text, created_at timestamptz DEFAULT now() - interval '3 min',"
                        + " processed_at timestamptz, error_message text)");
        CommandRunner runner = new CommandRunner(cluster, "queued", state);
        runner.run(new QueueCommand());
        // Somebody's own table of that name is nothing of the extension's.
        assertThat(runner.lines()).noneMatch(line -> line.contains("pg_tviews_queue:"));

        cluster.sql("queued", "ALTER EXTENSION pg_tviews ADD TABLE pg_tviews_queue");
        cluster.sql("queued", "INSERT INTO pg_tviews_queue VALUES ('user', DEFAULT, now(), NULL)");
        runner.run(new QueueCommand());
        assertThat(runner.lines())
                .contains("· public.pg_tviews_queue: nothing pending")
                .noneMatch(line -> line.startsWith(MEMORY));
        cluster.sql(
                "queued",
                "INSERT INTO pg_tviews_queue (entity_name, error_message) VALUES ('user', NULL), ('user', 'no such column')");
        runner.run(new QueueCommand());
        assertThat(runner.lines())
                .contains(
                        "✗ public.pg_tviews_queue: 2 writes not followed yet, the oldest 3 min old, 1 failed: no such column"
                                + "   → refresh-all --stale");
        cluster.sql("queued", "ALTER EXTENSION pg_tviews DROP TABLE pg_tviews_queue");
        cluster.sql("queued", "DROP TABLE pg_tviews_queue");
        cluster.sql("postgres", "DROP DATABASE queued");
    }
}
