package dev.tvsh.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.testing.ShopCluster;
import dev.tvsh.commands.testing.TestCluster;
import dev.tvsh.shell.terminal.UserTerminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell with a person, whose terminal is played by a list of lines. */
@ExtendWith(ShopCluster.class)
@Timeout(60)
class InteractiveTest {

    @TempDir
    Path folder;

    private TestCluster cluster;

    @BeforeEach
    void keepCluster(TestCluster shop) {
        cluster = shop;
    }

    private ScriptedTerminal play(String... lines) {
        return play(this::sleeps, lines);
    }

    private ScriptedTerminal play(BooleanSupplier busy, String... lines) {
        ScriptedTerminal terminal = new ScriptedTerminal(busy, lines);
        World world = new World(
                new TestShell(cluster, folder).environment(),
                folder,
                folder,
                InputStream.nullInputStream(),
                new ByteArrayOutputStream(),
                new ByteArrayOutputStream(),
                Optional.of((history, completion, settings) -> terminal),
                action -> {});
        terminal.status = Main.run(List.of("-d", "shop"), world);
        return terminal;
    }

    private boolean sleeps() {
        return cluster.value("postgres", "select count(*) from pg_stat_activity where wait_event = 'PgSleep'")
                .equals("1");
    }

    /** Whether the rows of a restored copy are read. */
    private boolean compares(String copy) {
        return !cluster.value(
                        "postgres",
                        "select count(*) from pg_stat_activity where datname = '" + copy
                                + "' and state = 'active' and query like '%hash_record_extended%'")
                .equals("0");
    }

    @Test
    void thePromptShowsDatabaseTransactionAndContinuation() {
        ScriptedTerminal terminal =
                play("begin;", "select 1/0;", "rollback;", "select (", "1", ");", "select 'a", "b';", "\\q");
        assertThat(terminal.prompts)
                .containsExactly(
                        "shop=# ",
                        "shop=*# ",
                        "shop=!# ",
                        "shop=# ",
                        "shop(# ",
                        "shop(# ",
                        "shop=# ",
                        "shop'# ",
                        "shop=# ");
        assertThat(terminal.status).isEqualTo(0);
    }

    @Test
    void thePromptsHavePsqlsEscapes() {
        ScriptedTerminal terminal = play(
                "\\set PROMPT1 '%n@%m:%>[%~]%l%% %101%`echo hi; echo no`%:DBNAME:%y%x%R'",
                "\\set PROMPT2 '%w%l%R'", "select 1,", "2,", "(3", ");", "\\if false", "\\endif");
        String first = "postgres@127:" + cluster.port() + "[shop]1% Ahishopy";
        String blanks = " ".repeat(first.length() + 1);
        assertThat(terminal.prompts)
                .containsExactly(
                        "shop=# ",
                        first + "=",
                        first + "=",
                        blanks + "2-",
                        blanks + "3-",
                        blanks + "3(",
                        first + "=",
                        first + "@");
    }

    @Test
    void dataOfACopyIsTypedAtItsOwnPrompt() {
        ScriptedTerminal terminal = play(
                "create temp table typed (n int);",
                "copy typed from stdin;",
                "?1",
                "?2",
                "?\\.",
                "\\set PROMPT3 '%/%R%x%l '",
                "\\copy typed from stdin",
                "?3",
                "?\\.",
                "select sum(n) || ' in sum' as word from typed;");
        assertThat(terminal.questions).containsExactly(">> ", ">> ", ">> ", "shop*1 ", "shop*2 ");
        assertThat(terminal.text())
                .contains("Enter data to be copied followed by a newline.")
                .contains("6 in sum");
    }

    @Test
    void aBackslashCommandRunsAtOnceAlsoInTheMiddleOfAStatement() {
        ScriptedTerminal terminal = play("select (", "\\p", "\\r", "select 'al' || 'ive';", "select 1 \\p", "+1;");
        assertThat(terminal.prompts).containsExactly("shop=# ", "shop(# ", "shop(# ", "shop=# ", "shop=# ", "shop-# ");
        assertThat(terminal.text()).contains("select (").contains("alive");
    }

    @Test
    void comingInTellsWhereThisIsAndWhatIsWrong() {
        assertThat(play().text())
                .startsWith("tvsh 0.1.0 · shop@127.0.0.1:" + cluster.port() + " · PostgreSQL 15.12 · pg_tviews")
                .contains("10 TVIEWs")
                .contains("  transcript " + folder.resolve("tvsh/transcripts"));
    }

    @Test
    void ctrlDLeaves() {
        assertThat(play().status).isEqualTo(0);
    }

    @Test
    void ctrlCCancelsTheStatementAndKeepsTheSession() {
        ScriptedTerminal terminal = play("^C select pg_sleep(30);", "select 'alive';");
        assertThat(terminal.text())
                .contains("canceling statement due to user request")
                .contains("alive");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 150, 300, 450, 600})
    void ctrlCEndsACheckWhateverItDoes(int millis) {
        String view = cluster.value("shop", "select pg_get_viewdef('v_category'::regclass)");
        // However fast the machine is, no check has come to its end when the key is pressed.
        cluster.sql(
                "shop", "create or replace view v_category as " + view.replace(";", " where pg_sleep(60) is not null"));
        AtomicLong begun = new AtomicLong();
        try {
            ScriptedTerminal terminal = play(
                    () -> {
                        begun.compareAndSet(0, System.nanoTime());
                        return System.nanoTime() - begun.get() >= TimeUnit.MILLISECONDS.toNanos(millis);
                    },
                    "^C check --to 17");
            assertThat(terminal.text()).contains("interrupted\n").doesNotContain("pg-upgrade");
        } finally {
            cluster.sql("shop", "create or replace view v_category as " + view);
        }
    }

    @Test
    void ctrlCWhileARestoredCopyIsComparedLeavesNothingOpenAndTheTranscriptGoesOn() throws IOException {
        String backup = folder.resolve("backup").toString();
        ScriptedTerminal proving = play(
                () -> compares("shop_tvsh_scratch"),
                "^C backup --verify restore --to " + backup,
                "backups",
                "\\echo went on");
        assertThat(proving.text())
                .contains(
                        "✗ interrupted\n  State: the backup is whole, and was not proved.\n  backups verify " + backup)
                .contains("! none was ever restored and compared");
        assertThat(transcripts()).contains("\\\\echo went on");
        assertThat(databases()).isEqualTo("shop");

        ScriptedTerminal restoring = play(
                () -> compares("shop_tvsh_restore"), "^C rollback --to " + backup, "?shop", "status", "\\echo and on");
        assertThat(restoring.text())
                .contains("✗ interrupted\n  State: shop is as it was.\n  rollback --to " + backup + "    goes on\n")
                .contains("! a restore is not finished    → rollback --to " + backup);
        assertThat(transcripts()).contains("\\\\echo and on");
        assertThat(databases()).isEqualTo("shop shop_tvsh_restore");

        assertThat(play("rollback --to " + backup, "?shop").text())
                .contains("shop is as in the backup: 10 TVIEWs, 0 differences");
    }

    private String databases() {
        return cluster.value(
                "postgres",
                "select string_agg(datname, ' ' order by datname) from pg_database where datname ~ '^shop'");
    }

    private String transcripts() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder.resolve("tvsh/transcripts"))) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    void aLostConnectionIsToldOnceAndOpenedAgainAtTheNextInput() {
        ScriptedTerminal terminal = play(
                "select pg_terminate_backend(pg_backend_pid());", "select 'again' as word;", "select 'more' as word;");
        assertThat(terminal.text()).containsOnlyOnce("The connection is lost").contains("connected to shop@");
        assertThat(terminal.prompts).contains("!?> ");
        assertThat(terminal.text()).contains("again").contains("more");
    }

    @Test
    void aChangeAsksForTheNameAndTakesNoForAnAnswer() {
        ScriptedTerminal terminal = play("disable-triggers", "?n", "select 'after';");
        assertThat(terminal.questions).singleElement().asString().contains("to go on, or n: ");
        assertThat(terminal.text()).contains("not confirmed").contains("after");
    }

    @Test
    void anAccidentIsAskedAboutAndDecliningLeavesTheTransactionAlone() {
        ScriptedTerminal terminal = play(
                "begin;",
                "create temp table kept as select 1 as a;",
                "delete from kept;",
                "?n",
                "select count(*) || ' left' as rows from kept;",
                "update kept set a = 2;",
                "?y",
                "rollback;",
                "\\set GUARD off",
                "drop table if exists nosuch;");
        assertThat(terminal.questions)
                .containsExactly(
                        "DELETE without WHERE empties kept; ROLLBACK would take it back. Run it? [y/n] ",
                        "UPDATE without WHERE changes every row of kept; ROLLBACK would take it back. Run it? [y/n] ");
        assertThat(terminal.text())
                .contains("not run")
                .contains("The transaction is as it was.")
                .contains("1 left")
                .contains("UPDATE 1")
                .contains("DROP TABLE");
        assertThat(terminal.prompts.subList(1, 6)).containsOnly("shop=*# ");
    }

    @Test
    void theGuardCanDemandATransaction() {
        ScriptedTerminal terminal = play(
                "\\set GUARD transaction",
                "truncate tb_review;",
                "begin; truncate tb_review cascade;",
                "rollback;",
                "drop database nosuch;",
                "?n");
        assertThat(terminal.text())
                .contains("TRUNCATE empties tb_review: not run outside of a transaction block")
                .contains("TRUNCATE TABLE");
        assertThat(terminal.questions).singleElement().asString().startsWith("DROP DATABASE nosuch; this cannot");
    }

    @Test
    void aWriteThatNoTviewFollowsIsAskedAbout() {
        cluster.sql("shop", "alter table tb_category disable trigger all");
        try {
            ScriptedTerminal terminal = play("update tb_category set name = name where false;", "?n");
            assertThat(terminal.questions)
                    .singleElement()
                    .asString()
                    .startsWith("triggers of TVIEWs are off on public.tb_category");
        } finally {
            cluster.sql("shop", "alter table tb_category enable trigger all");
        }
        assertThat(play("update tb_category set name = name where false;").questions)
                .isEmpty();
    }

    @Test
    void oneTriggerThatFiresIsEnoughForAllTviewsOfATable() {
        cluster.sql("shop", "alter table tb_product disable trigger trg_tview_product_on_tb_product");
        try {
            assertThat(play("update tb_product set name = name where false;").questions)
                    .isEmpty();
        } finally {
            cluster.sql("shop", "alter table tb_product enable trigger trg_tview_product_on_tb_product");
        }
    }

    @Test
    void leavingAnOpenTransactionIsAskedAbout() {
        ScriptedTerminal terminal = play("begin;", "\\q", "?n", "select 'still here';", "quit", "?y");
        assertThat(terminal.questions).hasSize(2).allMatch(question -> question.startsWith("A transaction is open"));
        assertThat(terminal.text()).contains("still here");
        assertThat(terminal.status).isEqualTo(0);
        assertThat(play("begin;", "select 1/0;", "\\q").questions).isEmpty();
    }

    @Test
    void behindAFailureNothingElseOfAPasteRuns() {
        assertThat(play("select 1/0; select 'behind';").text()).doesNotContain("behind");
    }

    @Test
    void aFaultInALineLeavesTheShellAlive() {
        assertThat(play("check 'open", "\\echo 'open", "\\nosuch", "select 'alive';")
                        .text())
                .contains("is not closed")
                .contains("unterminated quoted string")
                .contains("invalid command \\nosuch")
                .contains("alive");
    }

    /** Types its lines; {@code ^C} in front presses Ctrl-C while the server sleeps for the line, {@code ?} in front answers a question. */
    private static final class ScriptedTerminal implements UserTerminal {

        private final Deque<String> lines = new ArrayDeque<>();
        private final StringWriter screen = new StringWriter();
        private final PrintWriter output = new PrintWriter(screen);
        private final List<String> prompts = new ArrayList<>();
        private final List<String> questions = new ArrayList<>();
        private final BooleanSupplier busy;
        private boolean interruptNext;
        private int status = -1;

        /** @param busy whether the server does what Ctrl-C shall end */
        ScriptedTerminal(BooleanSupplier busy, String... lines) {
            this.busy = busy;
            this.lines.addAll(List.of(lines));
        }

        String text() {
            output.flush();
            return screen.toString();
        }

        @Override
        public @Nullable String read(String prompt, Function<String, String> continuation) {
            String next = prompt;
            StringBuilder typed = new StringBuilder();
            while (!lines.isEmpty()) {
                prompts.add(next);
                String line = lines.remove();
                interruptNext = line.startsWith("^C ");
                typed.append(typed.isEmpty() ? "" : "\n").append(interruptNext ? line.substring(3) : line);
                next = continuation.apply(typed.toString());
                if (next.isEmpty()) {
                    return typed.toString();
                }
            }
            return null;
        }

        @Override
        public @Nullable String ask(String question) {
            questions.add(question);
            String answer = lines.remove();
            assertThat(answer).startsWith("?");
            return answer.substring(1);
        }

        @Override
        public char @Nullable [] askPassword(String question) {
            return null;
        }

        @Override
        public PrintWriter output() {
            return output;
        }

        @Override
        public List<String> history() {
            return List.of("select 1;", "\\s");
        }

        @Override
        public int width() {
            return 80;
        }

        @Override
        public int height() {
            return 1000;
        }

        @Override
        public Scope lend() {
            return () -> {};
        }

        @Override
        public boolean coloured() {
            return false;
        }

        @Override
        public boolean unicode() {
            return true;
        }

        @Override
        public void status(List<String> statusLines) {}

        @Override
        public Scope onInterrupt(Runnable action) {
            if (interruptNext) {
                Thread presser = new Thread(() -> {
                    try {
                        while (!busy.getAsBoolean()) {
                            Thread.sleep(50);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    action.run();
                });
                presser.setDaemon(true);
                presser.start();
            }
            return () -> {};
        }

        @Override
        public void close() {}
    }
}
