package dev.tvsh.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {

    private static final Map<String, Object> VALUES = Map.of(
            "name", Identifier.of("a\"b"),
            "value", Literal.of("it's"),
            "word", ShellWord.of("a b"),
            "prose", Prose.of("x"),
            "text", "'; DROP TABLE x; --",
            "number", 7,
            "yes", true,
            "no", false,
            "names", List.of(Identifier.of("a"), Identifier.of("B")),
            "rows", List.of(Map.of("n", Identifier.of("c"), "v", Literal.of(1))));

    @TempDir
    private Path folder;

    private Rendered render(String name, String source) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        return Templates.withOverrides(folder).render(name, VALUES);
    }

    private String sql(String source) throws IOException {
        return render("sql/test/some.sql.vm", source).text();
    }

    @Test
    void printsTypedReferences() throws IOException {
        assertThat(sql("SELECT ${name} = $value\n")).isEqualTo("SELECT \"a\"\"b\" = 'it''s'");
        assertThat(sql("#foreach($n in $names)$n#if($foreach.hasNext), #end#end"))
                .isEqualTo("a, \"B\"");
        assertThat(sql("#foreach($row in $rows)$row.n=$row.v#end")).isEqualTo("c=1");
        assertThat(sql("A\n#if($yes)\n  B\n#end\n#if($no)\n  C\n#end\nD\n")).isEqualTo("A\n  B\nD");
        assertThat(render("host/test/some.sh.vm", "echo $word \"\\$HOME\"").text())
                .isEqualTo("echo 'a b' \"$HOME\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$text",
                "${text}",
                "$!text",
                "$number",
                "$yes",
                "$names",
                "$rows",
                "#foreach($row in $rows)$row#end",
                "$text.length()",
                "$text.substring(1)",
                "$value.text()",
                "$value.toString()",
                "#set($x = $text)$x",
                "#set($x = \"$text\")$x",
                "#set($x = \"$name\")$x",
                "#set($x = 'raw')$x",
                "#set($x = \"a $value b\")$x",
                "#set($x = $value.text() + $text)$x",
                "#set($x = [$text])$x[0]",
                "#set($x = {'a': $text})$x.a",
                "#foreach($c in [$text])$c#end",
                "$foreach",
                "#define($block)a#end$block",
                "#evaluate($text)",
                "#evaluate('SELECT 1')",
                "#parse('x')",
                "#include('x')",
                "#macro(m)a#end#m()",
                "${missing|$text}",
                "$missing",
                "${missing}",
                "$!missing",
                "$!{missing}",
                "$name.missing",
                "$!name.missing",
                "$row.n",
                "#set($x = $missing)",
                "#foreach($x in $missing)a#end",
                "$value.getClass().getName()",
                "$value.class",
                "$word",
                "$prose",
                "#if($yes)",
                "#set($x = )",
            })
    void refusesAllElse(String source) {
        assertThatThrownBy(() -> sql(source))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("sql/test/some.sql.vm");
    }

    @Test
    void eachKindTakesItsOwnReferencesOnly() {
        assertThatThrownBy(() -> render("host/test/some.sh.vm", "echo $value")).hasMessageContaining("Literal");
        assertThatThrownBy(() -> render("host/test/some.sh.vm", "echo $name")).hasMessageContaining("Identifier");
        assertThatThrownBy(() -> render("report/some.vm", "$word")).hasMessageContaining("ShellWord");
        Rendered sql = new Rendered("sql/a.sql.vm", "0", TemplateKind.SQL, "SELECT 1");
        assertThat(sql.allowedIn(TemplateKind.SQL)).isTrue();
        assertThat(sql.allowedIn(TemplateKind.HOST)).isFalse();
    }

    @Test
    void theMessageSaysWhatIsWrongAndNeverTheValue() {
        assertThatThrownBy(() -> sql("SELECT $text"))
                .hasMessageContaining("$text")
                .hasMessageContaining("untyped String")
                .hasMessageNotContaining("DROP");
    }

    @Test
    void valuesAreNotReadAsTemplates() throws IOException {
        Path file = Files.createDirectories(folder.resolve("sql/test")).resolve("some.sql.vm");
        Files.writeString(file, "SELECT $value");
        Templates templates = Templates.withOverrides(folder);
        for (String hostile : List.of("$text", "#set($x = 1)", "#end", "## x", "#[[a]]#", "${text}", "\\$text")) {
            assertThat(templates
                            .render(
                                    "sql/test/some.sql.vm",
                                    Map.of("value", Literal.of(hostile), "text", Literal.of("no")))
                            .text())
                    .isEqualTo("SELECT " + Literal.of(hostile).text());
        }
    }

    @Test
    void theUsersFileTakesThePlaceOfTheBuiltInOne() throws IOException {
        String name = "sql/test/built-in.sql.vm";
        Rendered builtIn = Templates.builtIn().render(name, VALUES);
        assertThat(builtIn.text()).isEqualTo("SELECT 'it''s'");
        assertThat(Templates.withOverrides(folder.resolve("missing")).render(name, VALUES))
                .isEqualTo(builtIn);

        Rendered own = render(name, "SELECT $value AS mine");
        assertThat(own.text()).isEqualTo("SELECT 'it''s' AS mine");
        assertThat(own.digest()).isNotEqualTo(builtIn.digest()).hasSize(64);
        assertThat(Templates.withOverrides(folder).overrideOf(name)).contains(folder.resolve(name));
        assertThatThrownBy(() -> render(name, "SELECT $text")).isInstanceOf(TemplateException.class);

        // A changed file is seen at the next use.
        assertThat(render(name, "SELECT 2").text()).isEqualTo("SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sql/test/nosuch.sql.vm",
                "../secret.vm",
                "sql/../../secret.vm",
                "/etc/passwd",
                "sql/a\nb.vm",
                "sql//a.vm",
                "other/a.vm",
                "",
            })
    void thereIsNoOtherTemplate(String name) {
        assertThatThrownBy(() -> Templates.withOverrides(folder).render(name, VALUES))
                .isInstanceOf(TemplateException.class);
    }

    @Test
    void severalThreadsMayRender() {
        Templates templates = Templates.builtIn();
        assertThat(IntStream.range(0, 2_000)
                        .parallel()
                        .allMatch(i -> templates
                                .render("sql/test/built-in.sql.vm", Map.of("value", Literal.of(i)))
                                .text()
                                .equals("SELECT " + i)))
                .isTrue();
    }

    @Test
    void whatNoLanguageCanSayIsRefused() {
        assertThatThrownBy(() -> Identifier.of("")).isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> Identifier.of("a\0b")).isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> Identifier.of()).isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> Identifier.list(List.of())).isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> Literal.of("a\0b")).isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> ShellWord.of("a\0b")).isInstanceOf(TemplateException.class);
        assertThat(Prose.of("a\u001B[31m\u0007b\nc").text()).isEqualTo("a?[31m?b\nc");
    }
}
