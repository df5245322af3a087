package dev.tvsh.commands.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Target;
import dev.tvsh.commands.journal.Journal.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T22:14:05Z"), ZoneOffset.UTC);

    @TempDir
    Path home;

    @Test
    void keepsWhatWasBegunNotedAndClosed() {
        Journal journal = journal("shop");
        Entry first = journal.begin("disable-triggers", Map.of("triggers", List.of(Map.of("table", "a\"b\nc"))));
        Entry second = journal.begin("refresh-all", Map.of("selection", "all"));
        journal.note(second, Map.of("selection", "stale", "done", 3));
        journal.close(first, "undone", Map.of("by", "enable-triggers"));

        Journal later = journal("shop");

        assertThat(later.entries())
                .extracting(Entry::id)
                .containsExactly("2026-11-21T2214-shop.1", "2026-11-21T2214-shop.2");
        assertThat(later.open("disable-triggers")).isEmpty();
        assertThat(later.open("refresh-all")).singleElement().satisfies(entry -> {
            assertThat(entry.begun()).isEqualTo("2026-11-21T22:14:05Z");
            assertThat(entry.facts()).containsEntry("selection", "stale").containsEntry("done", 3);
        });
        assertThat(later.find(first.id()).orElseThrow().closed()).isEqualTo("undone");
        assertThat(later.find(first.id()).orElseThrow().facts())
                .containsEntry("triggers", List.of(Map.of("table", "a\"b\nc")));
    }

    @Test
    void withoutAFolderItSaysWhyThereIsNone() throws IOException {
        Path file = Files.createFile(home.resolve("full"));
        Journal journal = new FileJournal(file.resolve("journal"), target("shop"), CLOCK);
        assertThatThrownBy(() -> journal.begin("refresh-all", Map.of()))
                .isInstanceOf(TvshException.class)
                .hasMessageEndingWith("Not a directory");
    }

    @Test
    void aLineThatWasBeingWrittenWhenTheProcessDiedIsForgottenAndOverwritten() throws IOException {
        Journal journal = journal("shop");
        Entry whole = journal.begin("refresh-all", Map.of());
        Path file = file("db1-5432-shop.jsonl");
        Files.writeString(file, "{\"kind\":\"close\",\"id\":\"" + whole.id(), StandardOpenOption.APPEND);

        assertThat(journal("shop").open("refresh-all")).hasSize(1);
        journal("shop").begin("disable-triggers", Map.of());

        assertThat(journal("shop").entries())
                .extracting(Entry::command)
                .containsExactly("refresh-all", "disable-triggers");
        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void eachCutOfTheLastLineLeavesTheLinesBefore() throws IOException {
        journal("shop").begin("first", Map.of("name", "Zoë"));
        Path file = file("db1-5432-shop.jsonl");
        byte[] before = Files.readAllBytes(file);
        journal("shop").begin("second", Map.of("name", "größe €"));
        byte[] after = Files.readAllBytes(file);

        for (int length = before.length; length < after.length; length++) {
            Files.write(file, Arrays.copyOf(after, length));
            assertThat(journal("shop").entries()).extracting(Entry::command).containsExactly("first");
            journal("shop").begin("third", Map.of());
            assertThat(journal("shop").entries()).extracting(Entry::command).containsExactly("first", "third");
        }
    }

    @Test
    void aDamagedLineInTheMiddleIsAnErrorThatNamesIt() throws IOException {
        journal("shop").begin("first", Map.of());
        Files.writeString(file("db1-5432-shop.jsonl"), "not JSON\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> journal("shop").entries())
                .isInstanceOfSatisfying(
                        TvshException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FATAL))
                .hasMessageContaining("damaged in line 2");
    }

    @Test
    void onlyTheOwnerCanRead() throws IOException {
        Journal journal = journal("shop");
        journal.lock().close();
        journal.begin("refresh-all", Map.of());

        assertThat(mode(file(""))).isEqualTo("rwx------");
        assertThat(mode(file("db1-5432-shop.jsonl"))).isEqualTo("rw-------");
        assertThat(mode(file("db1-5432-shop.lock"))).isEqualTo("rw-------");
    }

    @Test
    void databasesWithLikeNamesHaveTheirOwnJournals() {
        List<String> names =
                List.of("a b", "a/b", "a_b", "a__b", "ä", "ö", "../x", "\"; DROP TABLE x; --", "$(id)", "a\nb", "*");
        names.forEach(name -> journal(name).begin(name, Map.of()));

        assertThat(names)
                .allSatisfy(name -> assertThat(journal(name).entries())
                        .extracting(Entry::command)
                        .containsExactly(name));
        assertThat(names)
                .allSatisfy(
                        name -> assertThat(journal(name).entries().get(0).id()).matches("[A-Za-z0-9_.-]+"));
    }

    @Test
    void anotherProcessThatHoldsTheLockIsNamedAndItsDeathFreesIt() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('L');

            assertThatThrownBy(() -> journal("shop").lock())
                    .isInstanceOfSatisfying(
                            TvshException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED))
                    .hasMessage("another tvsh (pid " + other.pid() + " since 2026-11-21T22:14:05Z) is changing shop");
            journal("stock").lock().close();
        } finally {
            other.destroyForcibly().waitFor();
        }
        journal("shop").lock().close();
    }

    @Test
    void aCommandThatRunsAnotherTakesTheLockTwice() {
        Journal journal = journal("shop");
        Journal.Lock outer = journal.lock();
        journal.lock().close();
        outer.close();
        journal("shop").lock().close();
    }

    @Test
    void theSameDatabaseIsFoundByAnyAddressAndNameAndNoOtherIs() {
        DatabaseIdentity shop = new DatabaseIdentity("7001", "16384", "shop");
        Entry entry = journal("db1", "shop", shop).begin("disable-triggers", Map.of("a", 1));

        assertThat(journal("/run/postgresql", "shop", shop).entries()).containsExactly(entry);
        assertThat(journal("db1", "shop_kept", shop).entries()).containsExactly(entry);
        assertThat(journal("localhost", "shop", new DatabaseIdentity("7001", "16385", "shop"))
                        .entries())
                .isEmpty();
        assertThat(journal("localhost", "shop", new DatabaseIdentity("7002", "16384", "shop"))
                        .entries())
                .isEmpty();
        assertThat(journal("shop").entries()).containsExactly(entry);

        Journal other = journal("localhost", "shop", shop);
        other.note(other.open("disable-triggers").get(0), Map.of("b", 2));
        Entry second = other.begin("refresh-all", Map.of());
        assertThat(second.id()).endsWith(".2");
        other.close(other.open("disable-triggers").get(0), "undone", Map.of());

        assertThat(journal("db1", "shop", shop).entries())
                .extracting(Entry::command, Entry::closed)
                .containsExactly(tuple("disable-triggers", "undone"), tuple("refresh-all", ""));
        assertThat(journal("db1", "shop", shop).entries().get(0).facts()).containsEntry("b", 2);
    }

    @Test
    void idsAreUniqueAcrossAddresses() {
        Entry here = journal("db1", "shop", new DatabaseIdentity("7001", "16384", "shop"))
                .begin("backup", Map.of());
        Entry there = journal("db2", "shop", new DatabaseIdentity("7002", "16384", "shop"))
                .begin("backup", Map.of());

        assertThat(here.id()).isNotEqualTo(there.id());
        assertThat(journal("db1", "shop", new DatabaseIdentity("7001", "16384", "shop"))
                        .find(there.id()))
                .contains(there);
    }

    @Test
    void whatPgUpgradeMadeFromTheDatabaseSeesItsEntriesAndClosesThemForItselfOnly() {
        DatabaseIdentity before = new DatabaseIdentity("7001", "16384", "shop");
        DatabaseIdentity after = new DatabaseIdentity("7002", "16384", "shop");
        DatabaseIdentity later = new DatabaseIdentity("7003", "16384", "shop");
        journal("db1", "shop", before).begin("disable-triggers", Map.of());

        Journal upgraded = journal("db1", "shop", after);
        upgraded.closeHere(upgraded.open("disable-triggers").get(0), "undone", Map.of());

        assertThat(journal("db1", "shop", after).open("disable-triggers")).isEmpty();
        assertThat(journal("db1", "shop", later).open("disable-triggers")).isEmpty();
        Journal back = journal("db1", "shop", before);
        assertThat(back.open("disable-triggers")).hasSize(1);
        back.closeHere(back.open("disable-triggers").get(0), "undone", Map.of());
        assertThat(journal("db1", "shop", before).open("disable-triggers")).isEmpty();
        assertThat(journal("db1", "shop", after).open("disable-triggers")).isEmpty();
    }

    @Test
    void theLockIsOneForAllAddressesOfADatabaseAndOfAStoppedServerTheOneThatWasLastSeen() {
        DatabaseIdentity shop = new DatabaseIdentity("7001", "16384", "shop");
        journal("db1", "shop", shop).begin("upgrade-cluster", Map.of());
        Journal.Lock lock = journal("localhost", "shop", shop).lock();
        try {
            assertThatThrownBy(() -> journal("db1", "shop", shop).lock()).hasMessageContaining("is changing shop");
            assertThatThrownBy(() -> journal("shop").lock()).hasMessageContaining("is changing shop");
        } finally {
            lock.close();
        }
        journal("db1", "shop", shop).lock().close();
        journal("shop").lock().close();
    }

    @Test
    void ofAServerThatIsStoppedAllLocalAddressesOfAPortAreTheSame() {
        DatabaseIdentity shop = new DatabaseIdentity("7001", "16384", "shop");
        Entry entry = journal("127.0.0.1", "shop", shop).begin("upgrade-cluster", Map.of());

        for (String address : List.of("localhost", "/run/postgresql", "::1", "127.0.0.1")) {
            Journal stopped = new FileJournal(home, new Target(address, 5432, "shop", "dba", Map.of()), CLOCK);
            assertThat(stopped.open("upgrade-cluster")).as(address).containsExactly(entry);
        }
        for (Target other : List.of(
                new Target("localhost", 5433, "shop", "dba", Map.of()),
                new Target("localhost", 5432, "hop", "dba", Map.of()),
                new Target("db1", 5432, "shop", "dba", Map.of()))) {
            assertThat(new FileJournal(home, other, CLOCK).entries())
                    .as("%s", other)
                    .isEmpty();
        }
    }

    @Test
    void aJournalOfAnOlderTvshIsFound() throws IOException {
        Files.createDirectories(file(""));
        Files.writeString(
                file("db1-5432-shop.jsonl"),
                "{\"kind\":\"begin\",\"id\":\"2026-11-20T2214-shop.1\",\"at\":\"2026-11-20T22:14:05Z\","
                        + "\"text\":\"disable-triggers\",\"facts\":{\"system\":\"7001\",\"triggers\":[]}}\n");

        Journal journal = journal("db1", "shop", new DatabaseIdentity("7001", "16384", "shop"));
        Entry entry = journal.open("disable-triggers").get(0);
        assertThat(entry.database()).isNull();
        journal.closeHere(entry, "undone", Map.of());

        assertThat(journal("db1", "shop", new DatabaseIdentity("7001", "16384", "shop"))
                        .open("disable-triggers"))
                .isEmpty();
    }

    @Test
    void aFullDiskIsToldAndLosesNothing() throws IOException, InterruptedException {
        journal("shop").begin("first", Map.of());
        Process full = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 1; exec \"$0\" -cp \"$1\" \"$2\" \"$3\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        System.getProperty("java.class.path"),
                        LargeEntry.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(full.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(full.waitFor()).as(said).isEqualTo(7);

        assertThat(said).contains("cannot write the journal").contains("nothing more is changed");
        assertThat(journal("shop").entries()).extracting(Entry::command).containsExactly("first");
        journal("shop").begin("second", Map.of());
        assertThat(journal("shop").entries()).extracting(Entry::command).containsExactly("first", "second");
    }

    @Test
    void aJournalThatCannotBeReadIsAnErrorAndNotEmpty() throws IOException {
        Files.createDirectories(file("db1-5432-shop.jsonl"));

        assertThatThrownBy(() -> journal("shop").entries())
                .isInstanceOfSatisfying(
                        TvshException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FATAL))
                .hasMessageContaining("cannot read the journal");
        assertThatThrownBy(() -> journal("shop").begin("first", Map.of())).hasMessageContaining("journal");
    }

    @Test
    void severalMayWriteAtOnceWhereAnEntryOfAnotherAddressStands() throws InterruptedException {
        DatabaseIdentity shop = new DatabaseIdentity("7001", "16384", "shop");
        Journal first = journal("db1", "shop", shop);
        Entry entry = first.begin("refresh-all", Map.of());
        List<Thread> writers = IntStream.range(0, 4)
                .mapToObj(writer -> new Thread(() -> {
                    for (int i = 0; i < 25; i++) {
                        first.note(entry, Map.of("done " + writer + " " + i, i));
                    }
                }))
                .toList();
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(journal("db1", "shop", shop).entries().get(0).facts()).hasSize(100);
    }

    /** Writes more than it may. */
    static final class LargeEntry {

        private LargeEntry() {}

        public static void main(String[] args) {
            try {
                new FileJournal(Path.of(args[0]), target("shop"), CLOCK)
                        .begin("large", Map.of("text", "x".repeat(5000)));
            } catch (TvshException e) {
                System.out.println(e.getMessage() + "\n" + e.advice());
                System.exit(7);
            }
        }
    }

    /** Holds the lock until it is killed. */
    static final class LockHolder {

        private LockHolder() {}

        public static void main(String[] args) throws InterruptedException {
            new FileJournal(Path.of(args[0]), target("shop"), CLOCK).lock();
            System.out.print('L');
            System.out.flush();
            Thread.sleep(60_000);
        }
    }

    private Journal journal(String database) {
        return new FileJournal(home, target(database), CLOCK);
    }

    private Journal journal(String host, String database, DatabaseIdentity identity) {
        return new FileJournal(
                home, new Target(host, 5432, database, "dba", Map.of()), CLOCK, () -> Optional.of(identity));
    }

    private static Target target(String database) {
        return new Target("db1", 5432, database, "dba", Map.of());
    }

    private Path file(String name) {
        return home.resolve("journal").resolve(name);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
