package dev.tvsh.shell.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.shell.completion.CompletionSource.Proposal;
import dev.tvsh.shell.completion.DatabaseNames.Relation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellCompletionTest {

    private static final DatabaseNames NAMES = new DatabaseNames(List.of(
            new Relation("public", "tb_order", true, List.of("pk_order", "Total")),
            new Relation("public", "tv_order", true, List.of("id", "data")),
            new Relation("sales", "tv_gift", false, List.of("id", "gift")),
            new Relation("public", "Größe; drop", true, List.of("x"))));

    @TempDir
    Path folder;

    private ShellCompletion completion;

    @BeforeEach
    void create() throws Exception {
        Files.createDirectory(folder.resolve("books"));
        Files.writeString(folder.resolve("books/minor.tvsh"), "");
        Files.writeString(folder.resolve("b.sql"), "");
        completion = new ShellCompletion(
                () -> List.of(
                        CommandSpec.changing("refresh-all", "x", "[NAME...]", OptionSpec.value("jobs", "N", "x")),
                        CommandSpec.reading("check", "x", "")),
                () -> List.of("\\d", "\\dt", "\\x"),
                SqlWords.load(),
                () -> NAMES,
                folder);
    }

    @Test
    void theFirstWordIsACommandOrSql() {
        assertThat(texts("re"))
                .containsExactly(
                        "refresh-all",
                        "references",
                        "refresh",
                        "reindex",
                        "release",
                        "rename",
                        "reset",
                        "restrict",
                        "returning",
                        "revoke");
        assertThat(texts("SEL")).containsExactly("SELECT");
        assertThat(texts("select 1; che"))
                .containsExactly("check", "checkpoint")
                .doesNotHaveDuplicates();
    }

    @Test
    void aCommandTakesItsOptionsAndEntities() {
        assertThat(texts("refresh-all --")).containsExactly("--jobs", "--dry-run", "--yes", "--json", "--help");
        assertThat(texts("refresh-all --j")).containsExactly("--jobs", "--json");
        assertThat(texts("refresh-all ")).containsExactly("order", "gift");
        assertThat(texts("help ch")).containsExactly("check");
    }

    @Test
    void sqlTakesRelationsAndWords() {
        assertThat(texts("select * from t"))
                .containsExactly(
                        "tb_order",
                        "tv_order",
                        "table",
                        "tablespace",
                        "then",
                        "to",
                        "transaction",
                        "trigger",
                        "true",
                        "truncate",
                        "type");
    }

    @Test
    void aRelationOutOfThePathComesWithItsSchema() {
        assertThat(texts("select * from sal")).containsExactly("sales.tv_gift");
        assertThat(texts("select * from public.tb")).containsExactly("public.tb_order");
    }

    @Test
    void columnsAreThoseOfTheRelationsInTheStatement() {
        assertThat(texts("select * from tb_order where pk")).containsExactly("pk_order");
        assertThat(texts("select * from tb_order where \"T")).containsExactly("\"Total\"");
        assertThat(texts("select * from tv_order where pk")).isEmpty();
        assertThat(texts("select * from \"")).containsExactly("\"Größe; drop\"");
    }

    @Test
    void backslashCommandsAndFiles() {
        assertThat(texts("\\d")).containsExactly("\\d", "\\dt");
        assertThat(texts("\\i b")).containsExactly("b.sql", "books/");
        assertThat(texts("\\i books/m")).containsExactly("books/minor.tvsh");
        assertThat(texts("\\i nowhere/m")).isEmpty();
    }

    @Test
    void anyBufferAndCursorIsAnswered() {
        for (String buffer : List.of("", ";", "'", "select 'a;b", "\\", "\\i \0", "refresh-all -", "select \"")) {
            for (int cursor = 0; cursor <= buffer.length() + 1; cursor++) {
                assertThat(completion.propose(buffer, cursor)).isNotNull();
            }
        }
    }

    private List<String> texts(String buffer) {
        return completion.propose(buffer, buffer.length()).stream()
                .map(Proposal::text)
                .toList();
    }
}
