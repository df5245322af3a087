package dev.tvsh.shell.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LexerTest {

    private static final Set<String> COMMANDS = Set.of("check", "rollback", "backup", "help", "exit", "quit");

    private final Map<String, String> variables = new HashMap<>();
    private boolean standardStrings = true;

    private Lexer lexer() {
        return new Lexer(variables::get, new Syntax() {
            @Override
            public boolean isCommand(String word) {
                return COMMANDS.contains(word);
            }

            @Override
            public ArgumentStyle argumentStyle(String name) {
                return switch (name) {
                    case "g", "gx" -> ArgumentStyle.SEND;
                    case "echo", "set" -> ArgumentStyle.WORDS;
                    case "h" -> ArgumentStyle.LINE;
                    case "o", "i" -> ArgumentStyle.FILE;
                    default -> ArgumentStyle.NAMES;
                };
            }

            @Override
            public boolean standardConformingStrings() {
                return standardStrings;
            }
        });
    }

    private List<Input> all(String text) {
        Lexer lexer = lexer();
        List<Input> inputs = new ArrayList<>();
        for (String line : text.lines().toList()) {
            lexer.feed(line + "\n");
            Input input;
            while ((input = lexer.next()) != null) {
                inputs.add(input);
            }
        }
        Input rest = lexer.finish();
        if (rest != null) {
            inputs.add(rest);
        }
        return inputs;
    }

    private Input one(String text) {
        List<Input> inputs = all(text);
        assertThat(inputs).as(text).hasSize(1);
        return inputs.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select ';';",
                "select 'it''s; so';",
                "select E'a\\';b';",
                "select e'\\\\';",
                "select E'a'\n  'b\\';c';",
                "select U&'d\\0061t;', U&\"d;\";",
                "select B'01;', X'1f;', N'a;';",
                "select \"a;b\"\"c;\";",
                "select $$a;b$$;",
                "select $x$ a; $y$ ; $$ ; $x$;",
                "select $ä$;$ä$;",
                "select a$b$, ';' , c$b$;",
                "select $1;",
                "select (1; 2);",
                "select ((1), ')', ';');",
                "/* ; */ select 1;",
                "select 1 /* a /* b; */ ; */ ;",
                "select 1 -- ; '\n;",
                "select 1 --;\n+ 1;",
                "select 5 - -1;",
                "select 1::int, a[1:2], b:=c;",
                "select ':x', \":x\", $$:x$$;",
                "select 'a\nb;\nc';",
                "create function f() returns int begin atomic select 1; select 2; end;",
                "create or replace procedure p() begin atomic select case when a then 1 end; end;",
                "create function f() returns int language sql as $$ begin; end; $$;",
                "create table begin_(a int);",
                "select e.e'x;' from e;",
                "select 1e5, 1.5e-3, 0x1F, 1_000;",
                "select '' '';"
            })
    void aStatementEndsAtItsOwnSemicolonOnly(String statement) {
        assertThat(one(statement)).isInstanceOf(Input.Sql.class);
        assertThat(one(statement).text()).isEqualTo(statement);
        assertThat(all(statement + "\nselect 2;")).hasSize(2);
        assertThat(all(statement + " select 2;")).hasSize(2);
    }

    @Test
    void beginAloneIsNoFunctionBody() {
        assertThat(all("begin; create table t(a int); end;")).hasSize(3);
    }

    @Test
    void anEscapedSemicolonJoinsStatements() {
        assertThat(one("select 1\\; select 2;").text()).isEqualTo("select 1; select 2;");
    }

    @Test
    void backslashesInStringsFollowTheServer() {
        assertThat(all("select 'a\\'; select 2;")).hasSize(2);
        standardStrings = false;
        assertThat(one("select 'a\\'; select 2';").text()).isEqualTo("select 'a\\'; select 2';");
    }

    @Test
    void emptyStatementsAndCommentsAreNoInput() {
        assertThat(all(";;\n -- nothing\n ; \n/* nothing */ ;")).isEmpty();
        assertThat(one("-- first\n\n  select 1;")).satisfies(input -> {
            assertThat(input.text()).isEqualTo("select 1;");
            assertThat(input.line()).isEqualTo(3);
        });
    }

    @Test
    void whatNoSemicolonEndsIsStillAStatementAtTheEnd() {
        assertThat(one("select 1").text()).isEqualTo("select 1");
        assertThat(one("select 'open").text()).isEqualTo("select 'open");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"check", "  check", "check --to 17", "rollback", "check --name 'a;b'", "exit", "exit;", "help ;"
            })
    void aLineThatBeginsWithACommandIsThatCommand(String line) {
        assertThat(one(line + "\n")).isInstanceOf(Input.CommandLine.class);
        assertThat(one("-- before\n" + line)).isInstanceOf(Input.CommandLine.class);
        assertThat(one("/* before */\n" + line)).isInstanceOf(Input.CommandLine.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rollback;",
                "rollback ;",
                "rollback to savepoint a;",
                "rollback; -- undo",
                "ROLLBACK",
                "checkpoint",
                "check_it",
                "select\ncheck\n;"
            })
    void aSemicolonMakesItSql(String line) {
        assertThat(one(line)).isInstanceOf(Input.Sql.class);
    }

    @Test
    void aBackslashMeansTheCommandToo() {
        Input.CommandLine command = (Input.CommandLine) one("\\check --to 17");
        assertThat(command.bare()).isFalse();
        assertThat(command.name()).isEqualTo("check");
        assertThat(command.words()).containsExactly("--to", "17");
    }

    @Test
    void wordsAreSplitAsByAShell() {
        variables.put("dir", "/opt/a b; rm -rf 'x'");
        Input.CommandLine command =
                (Input.CommandLine) one("backup --to :'dir' :dir 'a  b' \"c \\\" d\" e\\ f x:y :nosuch");
        assertThat(command.words())
                .containsExactly(
                        "--to",
                        "/opt/a b; rm -rf 'x'",
                        "/opt/a b; rm -rf 'x'",
                        "a  b",
                        "c \" d",
                        "e f",
                        "x:y",
                        ":nosuch");
        assertThat(command.variables()).containsExactly("dir", "dir");
    }

    @Test
    void whatRanReadsAsTheSameWordsAgain() {
        variables.put("v", "it's \"a\" \\ :v $(x) ;");
        Input.CommandLine command = (Input.CommandLine) one("backup :'v' '' plain");
        assertThat(((Input.CommandLine) one(command.text())).words()).isEqualTo(command.words());
    }

    @Test
    void anOpenQuoteInACommandIsRefusedAndReadingGoesOn() {
        Lexer lexer = lexer();
        lexer.feed("check 'a\nselect 1;\n");
        assertThatThrownBy(lexer::next).isInstanceOf(InputException.class).hasMessageContaining("not closed");
        assertThat(lexer.next()).isInstanceOf(Input.Sql.class);
    }

    @Test
    void variablesStandInStatements() {
        variables.put("x", "5 + 1");
        variables.put("s", "it's");
        variables.put("t", "My Table");
        assertThat(one("select :x, :'s', :{?x}, :{?y}, :nosuch from :\"t\";").text())
                .isEqualTo("select 5 + 1, 'it''s', TRUE, FALSE, :nosuch from \"My Table\";");
        variables.put("q", "select 1; select 2;");
        assertThat(all(":q")).hasSize(2);
        variables.put("loop", ":loop");
        assertThatThrownBy(() -> all("select :loop;")).isInstanceOf(InputException.class);
    }

    @Test
    void aVariableNeverStartsABackslashCommand() {
        variables.put("evil", "\\! touch pwned");
        assertThat(all("select :evil ;")).singleElement().isInstanceOf(Input.Sql.class);
    }

    @Test
    void backslashCommandsTakePsqlsArguments() {
        variables.put("v", "a b");
        Input.Meta meta = (Input.Meta) one("\\echo one 'two  words' 'it''s' 'tab\\there' \"Q\" :v :'v' x;");
        assertThat(meta.words())
                .containsExactly("one", "two  words", "it's", "tab\there", "\"Q\"", "a b", "'a b'", "x;");
        assertThat(((Input.Meta) one("\\d foo;")).words()).containsExactly("foo");
        assertThat(((Input.Meta) one("\\h create  table ;")).words()).containsExactly("create  table ;");
        assertThat(all("\\echo a \\echo b \\\\ select 1;")).hasSize(3);
    }

    @Test
    void aLineForTheSystemIsTakenAsItIs() {
        variables.put("x", "1");
        assertThat(((Input.Host) one("\\! echo :x; ls | wc")).command()).isEqualTo("echo :x; ls | wc");
    }

    @Test
    void gSendsTheStatement() {
        Input.Sql sql = (Input.Sql) one("select 1 \\gx");
        assertThat(sql.text()).isEqualTo("select 1 ");
        assertThat(sql.raw()).isEqualTo("select 1 \\gx");
        assertThat(sql.send()).get().extracting(Input.Meta::name).isEqualTo("gx");
    }

    @Test
    void theStatusIsPsqls() {
        assertThat(lexer().standingAfter("select").status()).isEqualTo(PromptStatus.CONTINUE);
        assertThat(lexer().standingAfter("select (1").status()).isEqualTo(PromptStatus.PAREN);
        assertThat(lexer().standingAfter("select 'a").status()).isEqualTo(PromptStatus.SINGLE_QUOTE);
        assertThat(lexer().standingAfter("select \"a").status()).isEqualTo(PromptStatus.DOUBLE_QUOTE);
        assertThat(lexer().standingAfter("select $x$ a $$").status()).isEqualTo(PromptStatus.DOLLAR_QUOTE);
        assertThat(lexer().standingAfter("select /* /* */").status()).isEqualTo(PromptStatus.COMMENT);
        assertThat(lexer().standingAfter("select 1;").status()).isEqualTo(PromptStatus.READY);
        assertThat(lexer().standingAfter("check").status()).isEqualTo(PromptStatus.READY);
        assertThat(lexer().standingAfter("\\d").status()).isEqualTo(PromptStatus.READY);
    }

    @Test
    void whatIsWrittenTogetherComesBackApart() {
        List<String> statements = List.of(
                "select 'a;b' ;",
                "select $q$;'\"$q$;",
                "select E'\\';' , \"x;\";",
                "select (1, (2)) /* ; */;",
                "create function f() returns int begin atomic select 1; end;",
                "check --to 17",
                "\\echo 'a;b'",
                "select 1 \\g",
                "-- ; nothing");
        Random random = new Random(20261121);
        for (int round = 0; round < 2000; round++) {
            List<String> chosen = new ArrayList<>();
            int length = 1 + random.nextInt(8);
            for (int i = 0; i < length; i++) {
                chosen.add(statements.get(random.nextInt(statements.size())));
            }
            List<String> expected =
                    chosen.stream().filter(text -> !text.startsWith("--")).toList();
            String text = String.join(random.nextBoolean() ? "\n" : "\n\n  ", chosen) + "\n";
            assertThat(all(text).stream().map(Input::raw)).as(text).isEqualTo(expected);
        }
    }
}
