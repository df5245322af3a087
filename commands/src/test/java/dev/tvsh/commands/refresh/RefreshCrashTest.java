package dev.tvsh.commands.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server dies under several refreshes at once. */
class RefreshCrashTest {

    private static final int DEATHS = 4;
    private static final List<String> ENTITIES = List.of("user", "review", "supplier", "offer", "order", "category");

    @Test
    void everyTableIsWholeAndTheNextRunGoesOn(@TempDir Path home) {
        Random random = new Random(20261121);
        try (TestCluster cluster = TestCluster.startWithShop()) {
            CommandRunner tvsh = new CommandRunner(cluster, "shop", home);
            String[] words = {"--only", String.join(",", ENTITIES), "--jobs", "3"};
            List<List<@Nullable String>> triggers = triggers(cluster);
            Outcome whole = tvsh.run(new RefreshAllCommand(), words);
            int lost = 0;
            for (int death = 0; death < DEATHS; death++) {
                CompletableFuture<Outcome> running =
                        CompletableFuture.supplyAsync(() -> tvsh.run(new RefreshAllCommand(), words));
                while (tvsh.ran().stream().noneMatch(sql -> sql.startsWith("TRUNCATE")) && !running.isDone()) {
                    LockSupport.parkNanos(1_000_000);
                }
                LockSupport.parkNanos(random.nextInt(400) * 1_000_000L);
                cluster.kill();
                lost += endedByTheCrash(running) ? 1 : 0;
                cluster.startServer();

                for (String entity : ENTITIES) {
                    assertThat(cluster.value("shop", "SELECT count(*) FROM tv_" + entity))
                            .as("%s after death %s", entity, death)
                            .isEqualTo(cluster.value("shop", "SELECT count(*) FROM v_" + entity));
                }
                assertThat(triggers(cluster)).isEqualTo(triggers);
                Outcome again = tvsh.run(new RefreshAllCommand(), words);
                assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
                assertThat(again.stable()).isEqualTo(whole.stable());
            }
            assertThat(lost).isPositive();
        }
    }

    private static List<List<@Nullable String>> triggers(TestCluster cluster) {
        return cluster.query("shop", "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger ORDER BY 1, 2");
    }

    private static boolean endedByTheCrash(CompletableFuture<Outcome> running) {
        try {
            running.join();
            return false;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(ConnectionLostException.class);
            return true;
        }
    }
}
