package dev.tvsh.shell.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.shell.completion.CompletionSource.Proposal;
import dev.tvsh.shell.completion.DatabaseNames.Name;
import dev.tvsh.shell.completion.DatabaseNames.Relation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellCompletionTest {

    @TempDir
    Path folder;

    private ShellCompletion completion;

    @BeforeEach
    void create() throws Exception {
        Files.createDirectory(folder.resolve("books"));
        Files.writeString(folder.resolve("books/minor.tvsh"), "");
        Files.writeString(folder.resolve("b.sql"), "");
        Files.writeString(folder.resolve("my notes.sql"), "");
        DatabaseNames names = names();
        completion = new ShellCompletion(new Shell(folder), () -> names);
    }

    private static DatabaseNames names() {
        List<Relation> relations = new ArrayList<>(List.of(
                new Relation("public", "tb_order", "r", true, List.of("pk_order", "Total", "user")),
                new Relation("public", "tb_user", "r", true, List.of("pk_user", "email")),
                new Relation("public", "tv_order", "r", true, List.of("id", "data")),
                new Relation("public", "v_order", "v", true, List.of("id")),
                new Relation("sales", "tv_gift", "r", false, List.of("id", "gift")),
                new Relation("pg_catalog", "pg_class", "r", true, List.of("oid", "relname")),
                new Relation("public", "Größe; drop", "r", true, List.of("x"))));
        for (int i = 0; i < 400; i++) {
            relations.add(new Relation("many", "log_" + i, "r", false, List.of("at", "line_" + i)));
        }
        return new DatabaseNames(
                relations,
                List.of(
                        new Name("schema", "", "public", true),
                        new Name("schema", "", "sales", true),
                        new Name("role", "", "app", true),
                        new Name("role", "", "Büro", true),
                        new Name("function", "public", "touch_order", true),
                        new Name("index", "public", "ix_order", true),
                        new Name("database", "", "shop", true),
                        new Name("extension", "", "pg_tviews", true),
                        new Name("type", "pg_catalog", "character varying", true),
                        new Name("setting", "", "enable_seqscan", true),
                        new Name("setting", "", "search_path", true)),
                Map.of("enable_seqscan", List.of("on", "off")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // commands and key words
                "SEL | SELECT",
                "sel | select",
                "select 1; refre | refresh-all refresh materialized view",
                "CREATE UN | UNIQUE INDEX UNLOGGED TABLE",
                "alter table tb_order ADD C | COLUMN CONSTRAINT CHECK",
                "select * from tb_order WH | WHERE",
                "select a, b F | FROM",
                "select id, data F | FROM",
                "explain (anal | analyze",
                "commit a | and chain",
                // relations
                "select * from tb_ | tb_order tb_user",
                "select * from tb_order, tb_u | tb_user",
                "select * from tb_order join tb_u | tb_user",
                "insert into tb_u | tb_user",
                "update only tb_u | tb_user",
                "with x as (select 1) select * from tb_o | tb_order",
                "select * from (select * from tb_u | tb_user",
                "select * from v_ | v_order",
                "drop view v | v_order",
                "drop table v |",
                "select * from gro |",
                "select * from grö | \"Größe; drop\"",
                "select * from \"Gr | \"Größe; drop\"",
                "select * from tv_g | sales.tv_gift",
                "select * from sal | sales.",
                "select * from sales. | sales.tv_gift",
                "select * from public.tb | public.tb_order public.tb_user",
                "select * from pg_cl | pg_class",
                "truncate tb_u | tb_user",
                "comment on table tb_u | tb_user",
                "grant select on tb_u | tb_user",
                "create index on tb_u | tb_user",
                // columns
                "select * from tb_order where pk | pk_order",
                "select * from tb_order where tot | \"Total\"",
                "select * from tb_order where \"Tot | \"Total\"",
                "select * from tb_order where us | \"user\"",
                "select * from tb_order o where o.pk | o.pk_order",
                "select * from tb_order as o, tb_user u where o.pk_order = u.e | u.email",
                "select * from tb_order o join tb_user using (pk | pk_order pk_user",
                "select * from tv_order where pk |",
                "insert into tb_user (pk_user, em | email",
                "update tb_user set em | email",
                "update tb_user set pk_user = 1, em | email",
                "delete from tb_user where em | email",
                "select * from tb_user order by em | email",
                "select count(*), em | ",
                "alter table tb_user drop column em | email",
                "create index on tb_user (em | email",
                "with found as (select pk_user as who, email from tb_user) select * from found where wh | who",
                "with found (a1, b1) as (select 1, 2) select found.a | found.a1",
                "with found as (select 1 as one) select * from fou | found",
                "select s.on from (select 1 as one) s where s.on | s.one",
                // other names
                "grant app to b | \"Büro\"",
                "alter table tb_user owner to a | app",
                "set role a | app",
                "select touch | touch_order(",
                "drop index ix | ix_order",
                "drop database sh | shop",
                "alter extension pg | pg_tviews",
                "alter table tb_user alter column email type ch | character varying",
                "select 1::ch | character varying",
                "set enable | enable_seqscan",
                "show sea | search_path",
                "set enable_seqscan to o | on off",
                "set enable_seqscan = of | off",
                "set search_path to sal | sales",
                "select :HISTF | HISTFILE",
                // nothing
                "select 'from tb_ |",
                "select 1 -- from tb_ |",
                "select /* from tb_ |",
                // tvsh's own
                "refresh- | refresh-all",
                "refresh-all --j | --jobs --json",
                "refresh-all --jobs 2 --js | --json",
                "refresh-all or | order",
                "refresh-all order g | gift",
                "backup --to bo | books/",
                "help che | check",
                // psql's
                "\\\\d | \\\\d \\\\dt",
                "\\\\d tb_ | tb_order tb_user",
                "\\\\d+ sales. | sales.tv_gift",
                "\\\\dt v |",
                "\\\\pset bo | border",
                "\\\\pset format al | aligned",
                "\\\\set HISTC | HISTCONTROL",
                "\\\\set HISTCONTROL ignores | ignorespace",
                "\\\\x au | auto",
                "\\\\i b | b.sql books/",
                "\\\\i books/m | books/minor.tvsh",
                "\\\\i my | 'my notes.sql'",
                "\\\\i nowhere/m |",
                "\\\\copy tb_user fr | from",
                "\\\\copy tb_user from b.s | b.sql",
                "\\\\c sh | shop",
                "select 1 \\\\g b. | b.sql",
            })
    void whatIsProposed(String typed, String expected) {
        String buffer = typed.replace("\\\\", "\\");
        List<String> texts = texts(buffer);
        assertThat(String.join(" ", texts)).isEqualTo(expected == null ? "" : expected.replace("\\\\", "\\"));
    }

    @Test
    void aCommandOffersItsOptions() {
        assertThat(texts("refresh-all --")).containsExactly("--jobs", "--dry-run", "--yes", "--json", "--help");
        assertThat(texts("check ")).containsExactly("--json", "--help");
    }

    @Test
    void nothingNeedsToBeTypedBeforeTheFirstName() {
        assertThat(texts("select * from "))
                .contains("tb_order", "sales.tv_gift", "sales.", "LATERAL")
                .doesNotContain("pg_class");
        assertThat(texts("select * from tb_order where ")).contains("pk_order", "\"Total\"", "NOT");
    }

    @Test
    void whatStandsBehindTheCursorCounts() {
        String buffer = "select  from tb_user u";
        assertThat(completion.propose(buffer, "select ".length()).stream().map(Proposal::text))
                .contains("email");
        assertThat(completion.propose("select u.em from tb_user u", "select u.em".length()).stream()
                        .map(Proposal::text))
                .containsExactly("u.email");
    }

    @Test
    void amongManyWhatAllHaveInCommonIsStillSeen() {
        List<String> texts = texts("select * from log");
        assertThat(texts).hasSize(400);
        NameIndex<String> index = NameIndex.of(List.of("a1", "a2", "a3", "ab", "b"), name -> name);
        assertThat(index.startingWith("A", 3)).containsExactly("a1", "a2", "ab");
        assertThat(index.named("AB")).containsExactly("ab");
        assertThat(index.startingWith("c", 3)).isEmpty();
    }

    @Test
    void theWordThatIsReplacedBeginsWhereTheNameBegins() {
        assertThat(completion.wordStart("select o.\"To", 12)).isEqualTo(7);
        assertThat(completion.wordStart("select a+b", 10)).isEqualTo(9);
        assertThat(completion.wordStart("\\i books/mi", 11)).isEqualTo(3);
        assertThat(completion.wordStart("refresh-all --jo", 16)).isEqualTo(12);
        assertThat(completion.wordStart("refre", 5)).isEqualTo(0);
    }

    @Test
    void anyBufferAndCursorIsAnswered() {
        for (String buffer : List.of(
                "",
                ";",
                "'",
                "select 'a;b",
                "\\",
                "\\i \0",
                "refresh-all -",
                "select \"",
                "select \"\"",
                "a.b.",
                ".",
                "))((",
                "with",
                "with x as",
                "with x as (",
                "from (",
                "insert into (",
                ":",
                "::",
                "select :",
                "copy (",
                "explain (")) {
            for (int cursor = 0; cursor <= buffer.length() + 1; cursor++) {
                assertThat(completion.propose(buffer, cursor)).isNotNull();
                assertThat(completion.wordStart(buffer, cursor)).isBetween(0, buffer.length());
            }
        }
    }

    private List<String> texts(String buffer) {
        return completion.propose(buffer, buffer.length()).stream()
                .map(Proposal::text)
                .toList();
    }

    private record Shell(Path folder) implements ShellNames {

        @Override
        public List<CommandSpec> commands() {
            return List.of(
                    CommandSpec.changing("refresh-all", "x", "[NAME...]", OptionSpec.value("jobs", "N", "x")),
                    CommandSpec.changing("backup", "x", "", OptionSpec.value("to", "DIR", "x")),
                    CommandSpec.reading("help", "x", "[COMMAND]"),
                    CommandSpec.reading("check", "x", ""));
        }

        @Override
        public Collection<String> metaCommands() {
            return List.of("\\d", "\\dt", "\\x");
        }

        @Override
        public Collection<String> variables() {
            return List.of("HISTCONTROL", "HISTFILE");
        }

        @Override
        public List<String> choices(String variable) {
            return variable.equals("HISTCONTROL") ? List.of("none", "ignorespace") : List.of();
        }

        @Override
        public Collection<String> printOptions() {
            return List.of("border", "format");
        }

        @Override
        public KeywordCase keywordCase() {
            return KeywordCase.PRESERVE_UPPER;
        }
    }
}
