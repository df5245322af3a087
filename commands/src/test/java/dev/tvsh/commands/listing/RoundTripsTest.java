package dev.tvsh.commands.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.check.CheckCommand;
import dev.tvsh.commands.queue.QueueCommand;
import dev.tvsh.commands.status.StatusCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripsTest {
    @TempDir
    Path state;

    @Test
    void theNumberOfStatementsDoesNotDependOnTheNumberOfTviews() {
        try (TestCluster cluster = TestCluster.start()) {
            create(cluster, "few", 3);
            create(cluster, "many", 300);
            assertThat(statements(cluster, "many")).isEqualTo(statements(cluster, "few"));
        }
    }

    private static void create(TestCluster cluster, String database, int tviews) {
        cluster.createDatabase(database);
        cluster.sql(database, "CREATE EXTENSION pg_tviews");
        cluster.sql(database, """
                DO $$ BEGIN
                    PERFORM set_config('client_min_messages', 'error', false);
                    FOR n IN 1 .. %d LOOP
                        EXECUTE format('CREATE TABLE tb_e%%s (pk_e%%1$s bigint PRIMARY KEY, id uuid NOT NULL)', n);
                        PERFORM pg_tviews_create('tv_e' || n,
                            format('SELECT pk_e%%s, id, jsonb_build_object(''n'', 1) AS data FROM tb_e%%1$s', n));
                    END LOOP;
                END $$
                """.formatted(tviews));
    }

    private List<String> statements(TestCluster cluster, String database) {
        CommandRunner runner = new CommandRunner(cluster, database, state);
        List<String> counts = new ArrayList<>();
        runner.run(new StatusCommand());
        counts.add("status " + runner.ran().size());
        runner.run(new CheckCommand(), "--no-drift");
        counts.add("check " + runner.ran().size());
        for (String option : List.of("--json", "--all")) {
            runner.run(new TviewsCommand(), option);
            counts.add("tviews " + runner.ran().size());
            runner.run(new TriggersCommand(), option);
            counts.add("triggers " + runner.ran().size());
        }
        runner.run(new QueueCommand());
        counts.add("queue " + runner.ran().size());
        runner.run(new TviewCommand(), "e3");
        counts.add("tview " + runner.ran().size());
        return counts;
    }
}
