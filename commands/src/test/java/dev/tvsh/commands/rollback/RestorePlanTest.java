package dev.tvsh.commands.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.backup.DatabaseName;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RestorePlanTest {

    @Test
    void longNamesAreCutBetweenCharactersSoThatTheServerDoesNotCutThem() {
        RestorePlan plan = RestorePlan.of("/b", "é".repeat(31), "20261121_081500");
        assertThat(plan.side()).isEqualTo("é".repeat(25) + "_tvsh_restore");
        assertThat(plan.kept()).endsWith("_before_rollback_20261121_081500");
        assertThat(plan.kept().getBytes(StandardCharsets.UTF_8).length).isBetween(62, 63);
    }

    @Test
    void theDatabaseThatStandsInIsNeverTheOneToReplace() {
        assertThat(DatabaseName.maintenance("postgres")).isEqualTo("template1");
        assertThat(DatabaseName.maintenance("shop")).isEqualTo("postgres");
    }
}
