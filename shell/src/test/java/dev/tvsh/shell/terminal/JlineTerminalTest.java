package dev.tvsh.shell.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.shell.testing.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JlineTerminalTest {

    @TempDir
    Path folder;

    private Screen screen;

    @BeforeEach
    void start() throws Exception {
        screen = Screen.start(
                folder,
                Map.of("LANG", "C.UTF-8"),
                Screen.java(EchoShell.class, history().toString(), seen().toString()));
        screen.awaitLast("echo>");
    }

    @AfterEach
    void stop() throws Exception {
        screen.stop();
    }

    @Test
    void anInputGoesOnUntilItIsComplete() throws Exception {
        screen.enter("f(1,").awaitLast("more>").enter("2").await("more>", 2).awaitLast("more>");
        screen.enter("3)");
        screen.await("<f(1,|2|3)>").awaitLast("echo>");
    }

    @Test
    void nothingIsReadIntoBackslashesAndExclamationMarks() throws Exception {
        screen.enter("select '!x!! \\d $1 `ls` ~';").await("<select '!x!! \\d $1 `ls` ~';>");
    }

    @Test
    void letterBeyondAsciiComeThrough() throws Exception {
        screen.enter("größer 表 🎁").await("<größer 表 🎁>");
    }

    @Test
    void controlCGivesTheLineUpAndControlDEnds() throws Exception {
        screen.type("half a li").awaitLast("echo> half a li").press("C-c");
        screen.await("given up").awaitLast("echo>");
        screen.enter("whole").await("<whole>");
        screen.press("C-d").await("bye").awaitExit(0);
    }

    @Test
    void controlCOutsideReadingRunsTheAction() throws Exception {
        screen.enter("sleep").await("sleeping").press("C-c").await("woken").awaitLast("echo>");
        screen.enter("still here").await("<still here>");
    }

    @Test
    void whatIsPastedIsOneInput() throws Exception {
        screen.paste("one;\n\ttwo;\nthree;").press("Enter").await("<one;|^Itwo;|three;>");
    }

    @Test
    void tabCompletesAndShowsTheChoice() throws Exception {
        screen.type("refr")
                .press("Tab")
                .awaitLast("echo> refresh-all")
                .press("Enter")
                .await("<refresh-all")
                .awaitLast("echo>");
        screen.type("ref").press("Tab", "Tab").await("refuse");
    }

    @Test
    void historyComesBackWithItsLineEndsAndWithoutSecrets() throws Exception {
        screen.enter("f(1,").awaitLast("more>").enter("2)").await("<f(1,|2)>").awaitLast("echo>");
        screen.enter("alter role app password 'hunter2';").await("<alter role").awaitLast("echo>");
        screen.enter("password").awaitLast("Password:").enter("hunter3");
        screen.await("7 characters").awaitLast("echo>");
        screen.enter("ask").awaitLast("Go on?").enter("hunter4");
        screen.await("answer: hunter4").awaitLast("echo>");
        screen.press("C-d").awaitExit(0);
        assertThat(screen.text()).doesNotContain("hunter3");
        screen.stop();

        assertThat(history()).content().contains("f(1,").doesNotContain("hunter");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history())))
                .isEqualTo("rw-------");
        start();
        screen.press("Up").awaitLast("echo> ask").press("Up").awaitLast("echo> password");
        screen.press("Up").awaitLast("more> 2)").press("Enter").await("<f(1,|2)>");
    }

    @Test
    void theStatusStaysBelowWhatIsWrittenAndLeavesNothing() throws Exception {
        // The status is drawn again below each line, and its last line last.
        screen.enter("status").await("hold").await("working 3/3").await("x".repeat(99));
        assertThat(screen.lines())
                .hasSize(7)
                .startsWith("echo> status", "finished 1", "finished 2", "finished 3", "hold")
                .contains("working 3/3", "x".repeat(99));
        Files.createFile(seen());
        screen.awaitLast("echo>");
        assertThat(screen.lines())
                .containsExactly("echo> status", "finished 1", "finished 2", "finished 3", "hold", "echo>");
    }

    /** The status stays until this file is there. */
    private Path seen() {
        return folder.resolve("seen");
    }

    private Path history() {
        return folder.resolve("state/history");
    }
}
