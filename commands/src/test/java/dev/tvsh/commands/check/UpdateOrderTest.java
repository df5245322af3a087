package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShapedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extensions of which one needs another: {@code attic} needs {@code house}, and from 1.1 on also {@code pipes}, which needs nothing. */
class UpdateOrderTest {
    private static ShapedCluster shapes;

    @TempDir
    Path state;

    @BeforeAll
    static void start() {
        shapes = ShapedCluster.start();
    }

    @AfterAll
    static void stop() {
        shapes.close();
    }

    @BeforeEach
    void allAreInstalled() throws IOException {
        for (String name : List.of("attic", "house", "pipes")) {
            String needed = name.equals("attic") ? "requires = 'house'\n" : "";
            Files.writeString(file(name + ".control"), "default_version = '1.0'\nrelocatable = true\n" + needed);
            Files.writeString(
                    file(name + "--1.0.sql"),
                    "CREATE FUNCTION " + name + "_1() RETURNS int LANGUAGE sql AS 'SELECT 1';\n");
            // Runs only if what it needs was updated before.
            String asked = name.equals("attic") ? "SELECT house_2();\n" : "";
            Files.writeString(
                    file(name + "--1.0--1.1.sql"),
                    asked + "CREATE FUNCTION " + name + "_2() RETURNS int LANGUAGE sql AS 'SELECT 2';\n");
        }
        Files.writeString(file("attic--1.1.control"), "requires = 'house, pipes'\n");
        shapes.cluster().sql("postgres", "DROP EXTENSION IF EXISTS attic, house, pipes");
        for (String name : List.of("house", "pipes", "attic")) {
            shapes.cluster().sql("postgres", "CREATE EXTENSION " + name);
        }
    }

    private static Path file(String name) {
        return shapes.cluster().binaries().resolve("share/postgresql/extension/" + name);
    }

    private static void newer(String... names) throws IOException {
        for (String name : names) {
            Files.writeString(
                    file(name + ".control"),
                    Files.readString(file(name + ".control")).replace("1.0", "1.1"));
        }
    }

    @Test
    void whatOthersNeedIsUpdatedFirst() throws IOException {
        assertThat(here().status()).isEqualTo(Status.OK);
        newer("attic");
        assertThat(here().status()).isEqualTo(Status.OK);
        newer("house", "pipes");
        Finding finding = here();
        assertThat(finding.isProblem(Severity.NOTICE)).isTrue();
        assertThat(finding.objects()).containsExactly("attic", "house", "pipes");
        assertThat(finding.detail())
                .isEqualTo("3 extensions to update, what others need first: house 1.0 to 1.1, pipes 1.0 to 1.1,"
                        + " attic 1.0 to 1.1");
        CommandRunner runner = runner();
        runner.run(new CheckCommand(), "--fix", "ext.update_order", "--dry-run");
        assertThat(runner.wouldRun())
                .containsExactly(
                        "ALTER EXTENSION house UPDATE", "ALTER EXTENSION pipes UPDATE", "ALTER EXTENSION attic UPDATE");
        runner.run(new CheckCommand(), "--fix", "ext.update_order");
        assertThat(runner.lines()).anyMatch(line -> line.contains("no extension goes back to an earlier version"));
        assertThat(here().status()).isEqualTo(Status.OK);
    }

    @Test
    void thoseThatDoNotNeedOneAnotherHaveNoOrder() throws IOException {
        newer("house", "pipes");
        assertThat(here().status()).isEqualTo(Status.OK);
        assertThat(there().status()).isEqualTo(Status.OK);
    }

    @Test
    void whatOnlyTheNewVersionNeedsCounts() throws IOException {
        newer("attic", "pipes");
        assertThat(here().detail()).endsWith("pipes 1.0 to 1.1, attic 1.0 to 1.1");
        assertThat(there().detail()).endsWith("pipes 1.0 to 1.1, attic 1.0 to 1.1");
    }

    @Test
    void theTargetsFilesCountForTheTarget() throws IOException {
        assertThat(there().status()).isEqualTo(Status.OK);
        newer("attic", "house");
        Finding finding = there();
        assertThat(finding.isProblem(Severity.NOTICE)).isTrue();
        assertThat(finding.detail())
                .isEqualTo("2 extensions to update on the target, what others need first: house 1.0 to 1.1,"
                        + " attic 1.0 to 1.1");
    }

    private CommandRunner runner() {
        return new CommandRunner(shapes.cluster(), "postgres", state);
    }

    private Finding here() {
        return CheckFindings.single(runner().run(new CheckCommand(), "ext.update_order"));
    }

    /** The programs that run stand for the target's. */
    private Finding there() {
        String folder = shapes.cluster().binaries().resolve("bin").toString();
        return CheckFindings.single(
                runner().run(new CheckCommand(), "env.target_update_order", "--to", "15.18", "--to-binaries", folder));
    }
}
