package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.Shape;
import dev.tvsh.commands.testing.ShapedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How server and target were built; scripts that answer as pg_config and postgres do stand for other builds. */
class TargetBuildTest {
    private static final String OURS = "'--with-icu' '--with-lz4' '--with-libxml' '--prefix=/usr'";

    private static ShapedCluster shapes;
    private static String database;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        shapes = ShapedCluster.start();
        database = shapes.ownDatabase(Shape.BETA_8, "built");
        pgConfig(shapes.cluster().binaries().resolve("bin"), OURS);
    }

    @AfterAll
    static void stop() {
        shapes.close();
    }

    @Test
    void anotherPrefixIsNoDifferenceAndALibraryThatIsMissingIs() throws IOException {
        assertThat(with("'--with-lz4' '--with-icu' '--prefix=/opt' '--with-libxml' '--with-zstd'")
                        .status())
                .isEqualTo(Status.OK);
        Finding finding = with("'--with-icu' '--with-libxml' '--with-lz4like'");
        assertThat(finding.objects()).containsExactly("--with-lz4");
        assertThat(finding.detail()).isEqualTo("1 option of the build differs: --with-lz4 is not in the target");
    }

    @Test
    void blocksOfAnotherSize() throws IOException {
        assertThat(with(OURS + " '--with-blocksize=32'").detail())
                .endsWith(": --with-blocksize=32 is only in the target");
    }

    @Test
    void aPackageWithoutPgConfigLeavesItOpen() throws IOException {
        Path target = target();
        Finding finding = look(target);
        assertThat(finding.status()).isEqualTo(Status.UNDETERMINED);
        assertThat(finding.detail()).isEqualTo("no pg_config in " + target);
    }

    private Finding with(String options) throws IOException {
        Path target = target();
        pgConfig(target, options);
        return look(target);
    }

    private Finding look(Path target) {
        return CheckFindings.single(new CommandRunner(shapes.cluster(), database, folder)
                .run(new CheckCommand(), "env.build", "--to", "17.2", "--to-binaries", target.toString()));
    }

    private Path target() throws IOException {
        Path target = Files.createDirectories(folder.resolve("target/bin"));
        script(target.resolve("postgres"), "echo 'postgres (PostgreSQL) 17.2'");
        script(target.resolve("pg_ctl"), "exit 1");
        return target;
    }

    private static void pgConfig(Path bin, String options) throws IOException {
        script(
                bin.resolve("pg_config"),
                "case $1 in --configure) echo \"" + options + "\" ;; *) echo \"${0%/*}\" ;; esac");
    }

    private static void script(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
