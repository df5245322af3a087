package dev.tvsh.shell.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.shell.Main;
import dev.tvsh.shell.testing.BatchRun;
import dev.tvsh.shell.testing.Screen;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayStepTest {

    @TempDir
    Path home;

    @Test
    void atADifferenceThePersonDecides() throws Exception {
        try (TestCluster cluster = TestCluster.start()) {
            cluster.sql("postgres", "create table goods as select 1 as id");
            BatchRun tvsh = new BatchRun(home, cluster, "postgres");
            tvsh.run("select id from goods;\ncreate role r1 password 'hunter2';\nselect 2 as n;\n", "-X", "-q");
            cluster.sql("postgres", "insert into goods values (2)");
            Map<String, String> environment = new HashMap<>(tvsh.environment());
            environment.put("LANG", "C.UTF-8");
            Screen screen = Screen.start(
                    home,
                    environment,
                    Screen.java(Main.class, "replay", tvsh.transcripts().get(0).toString(), "--step"));
            screen.await("[a]bort ?").enter("r");
            screen.await("2 rows where 1 were expected", 2).await("[a]bort ?", 2);
            cluster.sql("postgres", "delete from goods where id = 2");
            screen.enter("r").await("refused: it held a secret").await("[a]bort ?", 3);
            screen.enter("x").await("[a]bort ?", 4);
            screen.enter("s").await("3/3  select 2 as n;").awaitExit(0);
            assertThat(screen.text())
                    .contains("1 skipped, the others as recorded")
                    .doesNotContain("hunter2");
            screen.stop();
        }
    }
}
