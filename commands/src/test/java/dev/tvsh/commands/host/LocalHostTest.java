package dev.tvsh.commands.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.output.Event;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.TemplateKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalHostTest {

    private final List<Event> events = new ArrayList<>();
    private final LocalHost host = new LocalHost(events::add);

    @TempDir
    private Path folder;

    private static Rendered script(String text) {
        return new Rendered("host/test/script.sh.vm", "0", TemplateKind.HOST, text);
    }

    @Test
    void tellsStatusOutputAndErrors() {
        HostResult result = host.run(script("echo out; echo Fehler-ü >&2; exit 7"));
        assertThat(result).isEqualTo(new HostResult(7, "out\n", "Fehler-ü\n"));
        assertThat(result.succeeded()).isFalse();
        assertThat(host.run(script("kill -9 $$")).status()).isEqualTo(137);
    }

    @Test
    void isRecordedBeforeItRuns() {
        Path trace = folder.resolve("trace");
        AtomicBoolean early = new AtomicBoolean();
        new LocalHost(event -> early.set(event instanceof Event.WillRun && !Files.exists(trace)))
                .run(script("touch '" + trace + "'"));
        assertThat(early.get()).isTrue();
        assertThat(Files.exists(trace)).isTrue();
    }

    @Test
    void readsNothing() {
        assertThat(host.run(script("cat; read x || echo none")).output()).isEqualTo("none\n");
    }

    @Test
    void linesComeAsTheyAreWritten() {
        Path gate = folder.resolve("gate");
        List<String> seen = new ArrayList<>();
        host.run(
                script("echo one; printf '10%%\\r20%%\\r'; while [ ! -f '" + gate
                        + "' ]; do sleep 0.02; done; echo two >&2; printf three"),
                Map.of(),
                line -> {
                    seen.add(line);
                    if (line.equals("20%")) {
                        assertThatCode(() -> Files.createFile(gate)).doesNotThrowAnyException();
                    }
                });
        assertThat(seen).startsWith("one", "10%", "20%").hasSize(5).contains("two", "three");
    }

    @Test
    void whoeverRingsHasAttentionAndIsNoLine() {
        Semaphore attention = new Semaphore(0);
        AtomicBoolean served = new AtomicBoolean();
        List<String> seen = new ArrayList<>();
        host.run(
                script("echo one; while [ ! -f '" + folder + "/served' ]; do sleep 0.02; done; echo two"),
                Map.of(),
                new HostListener() {
                    @Override
                    public void bell(Runnable bell) {
                        Thread ringing = new Thread(() -> {
                            for (int i = 0; i < 50; i++) {
                                attention.drainPermits();
                                bell.run();
                                attention.acquireUninterruptibly();
                            }
                            served.set(true);
                        });
                        ringing.setDaemon(true);
                        ringing.start();
                    }

                    @Override
                    public void line(String line) {
                        seen.add(line);
                    }

                    @Override
                    public void idle() {
                        attention.release();
                        if (served.getAndSet(false)) {
                            assertThatCode(() -> Files.createFile(folder.resolve("served")))
                                    .doesNotThrowAnyException();
                        }
                    }
                });
        assertThat(seen).containsExactly("one", "two");
    }

    @Test
    void theEnvironmentIsHandedOverButNotRecorded() {
        HostResult result = host.run(
                script("printf '%s|%s' \"$PGPASSWORD\" \"${HOME-gone}\""),
                Map.of("PGPASSWORD", "s3cret' $(id)", "HOME", ""),
                line -> {});
        assertThat(result.output()).isEqualTo("s3cret' $(id)|gone");
        assertThat(events.toString()).doesNotContain("s3cret");
    }

    @Test
    void aVeryLongScriptRuns() {
        HostResult result = host.run(script("echo é" + " é".repeat(200_000) + " | wc -w"));
        assertThat(result.output().strip()).isEqualTo("200001");
    }

    @Test
    void longOutputIsBounded() {
        HostResult result = host.run(script("head -c 50000000 /dev/zero | tr '\\0' x; echo; echo last"));
        assertThat(result.output()).hasSize(1 << 20).endsWith("x\nlast\n");
    }

    @Test
    void aServerLeftRunningDoesNotHoldUpTheScript() {
        long start = System.nanoTime();
        HostResult result = host.run(script("sleep 30 & echo $!"));
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
        Optional<ProcessHandle> server =
                ProcessHandle.of(Long.parseLong(result.output().strip()));
        assertThat(server)
                .hasValueSatisfying(process -> assertThat(process.isAlive()).isTrue());
        server.ifPresent(ProcessHandle::destroy);
    }

    @Test
    void aTalkativeServerLeftRunningIsNeverKeptWaiting() {
        Path done = folder.resolve("done");
        host.run(script("(sleep 1; seq 1 300000; touch '" + done + "') & true"));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(done) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(Files.exists(done)).isTrue();
    }

    @Test
    void anInterruptEndsTheWholeTree() throws InterruptedException {
        List<ProcessHandle> started = new ArrayList<>();
        Thread caller = Thread.currentThread();
        TvshException e = catchThrowableOfType(
                TvshException.class,
                () -> host.run(
                        script(
                                "trap '' TERM; sleep 100 & echo $!; sh -c 'echo $$; exec sleep 100' & echo $$; wait; wait"),
                        Map.of(),
                        line -> {
                            started.add(ProcessHandle.of(Long.parseLong(line)).orElseThrow());
                            if (started.size() == 3) {
                                caller.interrupt();
                            }
                        }));
        assertThat(e.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(started).hasSize(3);
        for (ProcessHandle process : started) {
            assertThat(process.onExit()).succeedsWithin(java.time.Duration.ofSeconds(5));
        }
    }
}
