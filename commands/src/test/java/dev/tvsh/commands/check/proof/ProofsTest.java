package dev.tvsh.commands.check.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.check.CheckCommand;
import dev.tvsh.commands.check.CheckFindings;
import dev.tvsh.commands.check.Finding;
import dev.tvsh.commands.check.catalog.Ask;
import dev.tvsh.commands.check.catalog.CheckCatalog;
import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.check.catalog.Route;
import dev.tvsh.commands.check.catalog.ServerVersion;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.TestCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each check that is a query finds the fault that is planted, exactly, and nothing once it is gone. On some versions; on all with
 * {@code -Dtvsh.proof.versions="13.22 14.23 15.12 16.14 17.10 18.1"}.
 */
class ProofsTest {
    private static final List<String> VERSIONS = List.of(
            System.getProperty("tvsh.proof.versions", "13.22 15.12 17.10 18.1").split(" "));
    private static final String DATABASE = "proof";
    private static final String ROLE = "boss";
    private static final List<TestCluster> CLUSTERS = new ArrayList<>();

    @TempDir
    static Path state;

    @TestFactory
    Stream<DynamicContainer> eachCheckFindsItsFault() {
        return VERSIONS.stream().map(version -> dynamicContainer(version, proofs(version)));
    }

    private static Stream<org.junit.jupiter.api.DynamicNode> proofs(String version) {
        int major = ServerVersion.parse(version).major();
        TestCluster cluster = cluster(version);
        return Proof.all().stream()
                .filter(proof -> proof.versions().contains(major))
                .map(proof -> dynamicTest(proof.id(), () -> prove(cluster, major, proof)));
    }

    private static TestCluster cluster(String version) {
        TestCluster cluster = TestCluster.start(version);
        CLUSTERS.add(cluster);
        cluster.sql("postgres", "CREATE ROLE " + ROLE + " SUPERUSER LOGIN");
        cluster.createDatabase(DATABASE);
        for (String setting : List.of(
                "wal_level = logical",
                "archive_mode = on",
                "archive_command = ''",
                "autovacuum = off",
                "allow_system_table_mods = on",
                "effective_io_concurrency = 1",
                "max_prepared_transactions = 5",
                "max_connections = 12",
                "max_wal_senders = 5",
                "max_locks_per_transaction = 30")) {
            cluster.sql("postgres", "ALTER SYSTEM SET " + setting);
        }
        cluster.restart();
        return cluster;
    }

    @AfterAll
    static void stop() {
        CLUSTERS.forEach(TestCluster::close);
    }

    private static void prove(TestCluster cluster, int major, Proof proof) {
        assumeTrue(proof.skip().isEmpty(), proof.skip());
        Steps steps = new Steps(cluster, DATABASE, ROLE);
        steps.run(proof.plant());
        Finding found = look(cluster, major, proof);
        List<String> repairs = proof.fix().isEmpty() ? List.of() : repairs(cluster, proof);
        steps.run(proof.remove());
        assertThat(repairs).isEqualTo(proof.fix());
        assertThat(found.status().word() + " " + found.detail())
                .as("status")
                .startsWith(proof.objects().isEmpty() ? "ok" : "problem");
        if (proof.finds().startsWith("regexp ")) {
            Pattern pattern = Pattern.compile(proof.finds().substring("regexp ".length()));
            assertThat(found.objects())
                    .hasSize(1)
                    .allMatch(object -> pattern.matcher(object).matches());
        } else {
            assertThat(found.objects()).isEqualTo(proof.objects());
        }
        if (!proof.unclean()) {
            Finding after = look(cluster, major, proof);
            assertThat(after.status()).as(after.detail()).isEqualTo(Status.OK);
        }
    }

    private static Finding look(TestCluster cluster, int major, Proof proof) {
        List<String> words =
                new ArrayList<>(List.of(proof.id(), "--route", route(proof.id()).word()));
        String target = switch (proof.target()) {
            case "next" -> Integer.toString(major + 1);
            case "last" -> major + ".99";
            default -> proof.target();
        };
        if (!target.isEmpty()) {
            words.addAll(List.of("--to", target));
        }
        Outcome outcome = new CommandRunner(cluster, DATABASE, state)
                .as(ROLE)
                .run(new CheckCommand(), words.toArray(String[]::new));
        return CheckFindings.all(outcome).get(0);
    }

    private static List<String> repairs(TestCluster cluster, Proof proof) {
        CommandRunner runner = new CommandRunner(cluster, DATABASE, state).as(ROLE);
        runner.run(new CheckCommand(), "--fix", proof.id(), "--dry-run");
        return runner.wouldRun();
    }

    /** The first one on which it matters. */
    private static Route route(String id) {
        CheckSpec spec = CheckCatalog.read().find(id).orElseThrow();
        return Stream.of(Route.values())
                .filter(route -> spec.severityOn(route).isPresent())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyQueryIsProvedOrSaysWhyNot() {
        Set<String> proved = Proof.all().stream()
                .filter(proof -> proof.skip().isEmpty() && !proof.objects().isEmpty())
                .map(Proof::id)
                .collect(Collectors.toSet());
        assertThat(CheckCatalog.read().all().stream()
                        // Those are HostFactsTest's.
                        .filter(spec -> !(spec.ask() instanceof Ask.Host))
                        .filter(spec -> spec.source().contains("/docs/release/")
                                || spec.id().startsWith("pgu."))
                        .filter(spec -> spec.unproved().isEmpty() && !proved.contains(spec.id()))
                        .map(CheckSpec::id))
                // The standbys' on the servers that they are about: StandbyFirstTest.
                .containsExactlyInAnyOrder(
                        "min.psql_copy", "min.old_zones", "pgu.locale", "min.standby_first", "min.standby_first_14");
    }
}
