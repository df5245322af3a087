package dev.tvsh.commands.rollback;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(RestorePlan.of("/b", "postgres", "t").maintenance()).isEqualTo("template1");
        assertThat(RestorePlan.of("/b", "shop", "t").maintenance()).isEqualTo("postgres");
    }
}
