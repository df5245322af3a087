package dev.tvsh.commands.check.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.check.catalog.CheckCatalog;
import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.check.catalog.Route;
import dev.tvsh.commands.check.catalog.ServerVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The debts of a jump are those of the releases on the way, no more and no less. */
class WindowsTest {
    private static final CheckCatalog CATALOG = CheckCatalog.read();

    @Test
    void everyDebtIsDueExactlyWhenItsReleaseIsCrossed() {
        for (CheckSpec debt : debts().toList()) {
            for (ServerVersion fixed : debt.window().fixed()) {
                ServerVersion before = new ServerVersion(fixed.major(), fixed.minor() - 1);
                ServerVersion after = new ServerVersion(fixed.major(), fixed.minor() + 1);
                assertThat(due(debt, before, before, fixed))
                        .as(debt.id() + " to " + fixed)
                        .isTrue();
                assertThat(due(debt, before, before, after))
                        .as(debt.id() + " to " + after)
                        .isTrue();
                assertThat(due(debt, before, before, before))
                        .as(debt.id() + " before " + fixed)
                        .isFalse();
                assertThat(due(debt, fixed, fixed, after))
                        .as(debt.id() + " from " + fixed)
                        .isFalse();
                assertThat(due(debt, fixed, before, after))
                        .as(debt.id() + " once before " + fixed)
                        .isTrue();
                assertThat(debt.window().open(fixed, before, Optional.empty()))
                        .as(debt.id() + " now")
                        .isTrue();
                assertThat(debt.window().open(before, before, Optional.empty()))
                        .as(debt.id() + " not yet")
                        .isFalse();
            }
        }
    }

    @Test
    void from15_1To15_18AreTheDutiesOfTheReleasesBetween() {
        assertThat(due("15.1", "15.18"))
                .containsExactly(
                        "min.defer_cleanup",
                        "min.generated_stale",
                        "min.brin_nulls",
                        "min.gist_downlinks",
                        "min.btree_interval",
                        "min.brin_dates",
                        "min.brin_timestamps",
                        "min.gin_splits",
                        "min.detached_fk",
                        "min.own_fk",
                        "min.brin_bloom",
                        "min.brin_numeric");
    }

    @Test
    void from15_1To15_5AreVacuumGeneratedColumnsBrinAndTheFourKindsOf15_5() {
        assertThat(due("15.1", "15.5"))
                .containsExactly(
                        "min.defer_cleanup",
                        "min.generated_stale",
                        "min.brin_nulls",
                        "min.gist_downlinks",
                        "min.btree_interval",
                        "min.brin_dates",
                        "min.brin_timestamps");
    }

    @Test
    void aMajorJumpCarriesTheDebtsOfWhereItBegins() {
        assertThat(due("15.3", "17")).contains("min.brin_nulls", "min.gin_vacuum", "min.btree_bpchar");
        assertThat(due("15.12", "17.4")).doesNotContain("min.brin_bloom");
        assertThat(due("15.12", "17.5")).contains("min.brin_bloom").doesNotContain("min.brin_nulls");
    }

    @Test
    void aSeriesThatWasNeverCorrectedOwesFromItsLastReleaseToo() {
        assertThat(due("13.23", "17.12"))
                .contains("min.btree_bpchar", "min.trgm_gist")
                .doesNotContain("min.brin_bloom");
        assertThat(due("13.23", "13.23")).isEmpty();
        assertThat(due("13.23", "17.11"))
                .contains("min.gist_nan", "min.ltree_long")
                .doesNotContain("min.btree_bpchar");
    }

    @Test
    void whatANewSeriesComputesInAnotherWayIsOwedFromEveryEarlierOne() {
        assertThat(due("17.11", "18.2")).contains("min.ltree_case");
        assertThat(due("13.23", "18.6")).contains("min.ltree_case");
        assertThat(due("17.11", "18.1")).doesNotContain("min.ltree_case");
        assertThat(due("16.3", "17.11")).doesNotContain("min.ltree_case");
    }

    @Test
    void whatWasCorrectedBeforeTheFirstReleaseOfASeriesIsNotOwedByIt() {
        assertThat(due("13.4", "13.5")).contains("min.hash_nan");
        assertThat(due("13.4", "14.0")).contains("min.hash_nan");
        assertThat(due("14.0", "14.1")).doesNotContain("min.hash_nan").contains("min.concurrently_13_5");
    }

    private static List<String> due(String from, String to) {
        ServerVersion current = ServerVersion.parse(from);
        return debts().filter(debt -> due(debt, current, current, ServerVersion.parse(to)))
                .map(CheckSpec::id)
                .toList();
    }

    private static boolean due(CheckSpec debt, ServerVersion current, ServerVersion lowest, ServerVersion target) {
        return debt.window().open(current, lowest, Optional.of(target));
    }

    /** Those that a release has corrected. */
    private static Stream<CheckSpec> debts() {
        return CATALOG.all().stream()
                .filter(spec -> spec.id().startsWith("min."))
                .filter(spec -> !spec.window().fixed().isEmpty())
                .filter(spec -> spec.severityOn(Route.PG_MINOR).isPresent());
    }
}
