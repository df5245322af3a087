package dev.tvsh.commands.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.testing.TestSshd;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.TemplateKind;
import dev.tvsh.templates.Templates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scripts that a shell elsewhere runs, behind a real sshd and a real sudo. */
@Timeout(120)
class DistantHostTest {

    @TempDir
    private static Path folder;

    private static TestSshd sshd;

    private final List<Event> events = new ArrayList<>();
    private ClusterHosts hosts;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        sshd = TestSshd.start(folder);
    }

    @AfterAll
    static void stop() {
        sshd.close();
    }

    @BeforeEach
    void open() {
        hosts = new ClusterHosts(sshd.environment(), Templates::builtIn);
    }

    @AfterEach
    void close() {
        hosts.close();
    }

    private HostRunner host(String address) {
        return hosts.at(HostAddress.parse(address), events::add);
    }

    private static Rendered script(String text) {
        return new Rendered("host/test/script.sh.vm", "0", TemplateKind.HOST, text);
    }

    @Test
    void tellsStatusOutputAndErrorsAndRunsThere() {
        HostRunner host = host("ssh:db1");
        assertThat(host.run(script("echo out; echo Fehler-ü >&2; exit 7")))
                .isEqualTo(new HostResult(7, "out\n", "Fehler-ü\n"));
        assertThat(host.run(script("echo \"$SEEN_BY\"")).output()).isEqualTo("sshd\n");
        assertThat(events).hasSize(2).allMatch(Event.WillRun.class::isInstance);
    }

    @Test
    void readsNothingOfItself() {
        assertThat(host("ssh:db1").run(script("cat; read x || echo none")).output())
                .isEqualTo("none\n");
    }

    @Test
    void neitherScriptNorSecretIsInAListOfProcesses() throws IOException {
        HostRunner host = host("ssh:db1");
        HostResult result = host.run(
                script(
                        "printf '%s|%s|' \"$PGPASSWORD\" \"${SEEN_BY-gone}\"; "
                                + "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' ' | grep -c 's3[c]ret\\|of-this-[s]cript' || :"),
                Map.of("PGPASSWORD", "s3cret' $(id)", "SEEN_BY", ""),
                line -> {});
        assertThat(result.output()).isEqualTo("s3cret' $(id)|gone|0\n");
        assertThat(events.toString() + sshd.calls()).doesNotContain("s3cret");
    }

    @Test
    void aVeryLongScriptRunsAndItsLinesCome() {
        List<String> lines = new ArrayList<>();
        HostResult result = host("ssh:db1")
                .run(script("echo e" + " e".repeat(200_000) + " | wc -w; echo two >&2"), Map.of(), lines::add);
        assertThat(result.output().strip()).isEqualTo("200001");
        assertThat(lines).containsExactlyInAnyOrder("200001", "two");
    }

    @Test
    void scriptsShareOneConnection() throws IOException {
        HostRunner host = host("ssh:db1");
        host.run(script("true"));
        long before = connections();
        for (int i = 0; i < 5; i++) {
            host("ssh:db1").run(script("true"));
        }
        assertThat(connections()).isEqualTo(before);
        hosts.close();
        host("ssh:db1").run(script("true"));
        assertThat(connections()).isEqualTo(before + 1);
    }

    private static long connections() throws IOException {
        return sshd.log()
                .lines()
                .filter(line -> line.contains("Accepted publickey"))
                .count();
    }

    @Test
    void itNeverAsks() throws IOException {
        assertThat(host("ssh:db1").run(script("true")).succeeded()).isTrue();
        assertThat(sshd.calls())
                .filteredOn(call -> !call.startsWith("-G") && !call.contains("-O exit"))
                .isNotEmpty()
                .allMatch(call -> call.contains("BatchMode=yes") && call.contains("ConnectTimeout=10"));
    }

    @Test
    void whatCannotBeReachedIsToldWithItsReason() {
        assertThat(failure("ssh:stranger"))
                .hasMessageStartingWith("cannot run anything on stranger: ")
                .hasMessageContaining("Permission denied (publickey)")
                .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED))
                .satisfies(e -> assertThat(e.advice())
                        .containsExactly("ssh -o BatchMode=yes stranger true must work", "Nothing of it has run."));
        assertThat(failure("ssh:closed")).hasMessageContaining("Connection refused");
        assertThat(failure("ssh:no-such-host.invalid")).hasMessageContaining("Could not resolve hostname");
    }

    private TvshException failure(String address) {
        return catchThrowableOfType(
                TvshException.class, () -> host(address).run(script("touch " + folder.resolve("ran"))));
    }

    @Test
    void aLostConnectionIsNoStatusOfTheScript() {
        TvshException lost = catchThrowableOfType(
                TvshException.class,
                () -> host("ssh:db1").run(script("echo here; sleep 100"), Map.of(), line -> sshd.drop()));
        assertThat(lost).hasMessageStartingWith("db1 answered no more while host/test/script.sh.vm ran");
        assertThat(host("ssh:db1").run(script("exit 254")).status()).isEqualTo(254);
    }

    @Test
    void withoutSshThereIsAnError() {
        ClusterHosts without = new ClusterHosts(Map.of("TVSH_SSH", "/nonexistent/ssh"), Templates::builtIn);
        HostRunner host = without.at(HostAddress.parse("ssh:db1"), events::add);
        assertThatThrownBy(() -> host.run(script("true"))).hasMessageContaining("cannot start /nonexistent/ssh");
    }

    @Test
    void asAnotherUserHereAndThere() {
        for (String address : List.of("sudo:nobody", "ssh:db1,sudo:nobody")) {
            if (System.getProperty("user.name").equals("root")) {
                HostResult result =
                        host(address).run(script("id -un; echo \"$A\"; cat; exit 3"), Map.of("A", "b c"), line -> {});
                assertThat(result).isEqualTo(new HostResult(3, "nobody\nb c\n", ""));
            } else {
                assertThat(failure(address)).hasMessageContaining("sudo:");
            }
        }
        assertThat(failure("sudo:no-such-user"))
                .hasMessageStartingWith("cannot run anything on this machine as no-such-user: sudo: ")
                .satisfies(
                        e -> assertThat(e.advice()).contains("sudo has to let you be no-such-user without a password"));
    }

    @Test
    void anAddressIsReadOrRefused() {
        assertThat(HostAddress.parse("")).isEqualTo(HostAddress.LOCAL);
        assertThat(HostAddress.parse("local")).isEqualTo(HostAddress.LOCAL);
        assertThat(HostAddress.parse("ssh:a@db1,sudo:postgres").shown()).isEqualTo("a@db1 as postgres");
        assertThat(HostAddress.parse("ssh://a@db1:2222").destination()).hasValue("ssh://a@db1:2222");
        for (String wrong : List.of(
                "db1",
                "ssh:",
                "sudo:",
                "ssh:-oProxyCommand=x",
                "sudo:-s",
                "ssh:a b",
                "ssh:a,b",
                "ssh:a,sudo:",
                "sudo:a,ssh:b",
                "ssh:a\nb")) {
            assertThatThrownBy(() -> HostAddress.parse(wrong)).as(wrong).hasMessageStartingWith("not a host: ");
        }
    }
}
