package dev.tvsh.commands.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tvsh.commands.check.catalog.Severity;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** By what libraries server and target sort text; the target's programs are real ones, linked to libraries of other names. */
@ExtendWith(ShopCluster.class)
class TargetLibrariesTest {
    private static final String TARGET = "15.18";
    private static final Pattern ICU = Pattern.compile("libicui18n\\.so\\.([0-9]{2})\0");
    private static final Pattern GLIBC = Pattern.compile("(GNU C Library[^\n]* release version [0-9]\\.)([0-9]{2})");

    @TempDir
    Path folder;

    private Path target;

    @BeforeEach
    void copy() throws IOException, InterruptedException {
        target = folder.resolve("target");
        Process copying = new ProcessBuilder(
                        "cp", "-a", TestCluster.binaries(TARGET).toString(), target.toString())
                .inheritIO()
                .start();
        assertThat(copying.waitFor()).isZero();
    }

    @Test
    void theSameLibrariesAreFine(TestCluster cluster) {
        assertThat(finding(cluster).status()).isEqualTo(Status.OK);
    }

    @Test
    void anotherIcuAndTheIndexesThatSortByIt(TestCluster cluster) throws IOException {
        Path program = target.resolve("bin/postgres");
        String text = Files.readString(program, StandardCharsets.ISO_8859_1);
        Matcher linked = ICU.matcher(text);
        assertThat(linked.find()).isTrue();
        int icu = Integer.parseInt(linked.group(1));
        Path library = target.resolve("lib/libicui18n.so." + icu);
        Files.move(library, library.resolveSibling("libicui18n.so." + (icu + 1)));
        Files.writeString(
                program,
                text.replace("libicui18n.so." + icu + "\0", "libicui18n.so." + (icu + 1) + "\0"),
                StandardCharsets.ISO_8859_1);
        Finding finding = finding(cluster);
        assertThat(finding.isProblem(Severity.WARN)).as(finding.detail()).isTrue();
        assertThat(finding.objects()).containsExactly("icu");
        assertThat(finding.detail())
                .isEqualTo("1 library is another one: ICU " + icu + " here, " + (icu + 1)
                        + " in the target: no index of this database sorted by it");
        cluster.sql("shop", "CREATE TABLE sorted (a text, b text COLLATE \"de-x-icu\")");
        cluster.sql("shop", "CREATE INDEX ON sorted (b, a)");
        cluster.sql("shop", "CREATE INDEX ON sorted (b COLLATE \"C\")");
        try {
            assertThat(finding(cluster).detail()).endsWith(" in the target: 1 index of this database sorted by it");
        } finally {
            cluster.sql("shop", "DROP TABLE sorted");
        }
    }

    @Test
    void anotherLibrary(TestCluster cluster) throws IOException {
        Path libc = Stream.of("x86_64-linux-gnu/", "aarch64-linux-gnu/", "")
                .map(place -> Path.of("/lib/" + place + "libc.so.6"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(folder);
        assumeTrue(Files.isRegularFile(libc), "no glibc here");
        String text = Files.readString(libc, StandardCharsets.ISO_8859_1);
        Matcher version = GLIBC.matcher(text);
        assertThat(version.find()).isTrue();
        Path own = target.resolve("lib/libc.so.6");
        Files.copy(libc, own);
        // Another file of the same release.
        assertThat(finding(cluster).status()).isEqualTo(Status.OK);
        int minor = Integer.parseInt(version.group(2));
        Files.writeString(own, version.replaceFirst("$1" + (minor - 1)), StandardCharsets.ISO_8859_1);
        Finding finding = finding(cluster);
        assertThat(finding.objects()).containsExactly("libc");
        assertThat(finding.detail())
                .startsWith(
                        "1 library is another one: glibc 2." + minor + " here, 2." + (minor - 1) + " in the target: ");
    }

    @Test
    void aProgramThatIsNotLinkedAtAllLeavesItOpen(TestCluster cluster) throws IOException {
        Path program = target.resolve("bin/postgres");
        Files.writeString(program, "#!/bin/sh\necho 'postgres (PostgreSQL) 15.18'\n");
        Finding finding = finding(cluster);
        assertThat(finding.status()).isEqualTo(Status.UNDETERMINED);
        assertThat(finding.detail()).startsWith("what " + program.toRealPath() + " is linked to: ");
    }

    private Finding finding(TestCluster cluster) {
        return CheckFindings.single(new CommandRunner(cluster, "shop", folder.resolve("state"))
                .run(
                        new CheckCommand(),
                        "env.target_libraries",
                        "--to",
                        TARGET,
                        "--to-binaries",
                        target.resolve("bin").toString()));
    }
}
