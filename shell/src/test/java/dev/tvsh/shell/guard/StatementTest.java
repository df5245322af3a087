package dev.tvsh.shell.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update t set a = 1 | UPDATE without WHERE changes every row of t",
                "UPDATE ONLY s.t SET a = (select b from c where d) | UPDATE without WHERE changes every row of s.t",
                "update t set a = 'no where' -- where | UPDATE without WHERE changes every row of t",
                "update \"T\" set a = 1 from b | UPDATE without WHERE changes every row of T",
                "delete from t | DELETE without WHERE empties t",
                "/* x */ Delete From t returning * | DELETE without WHERE empties t",
                "with gone as (delete from t returning *) select * from gone where id = 1 | DELETE without WHERE empties t",
                "with x as materialized (select 1 where true) delete from t | DELETE without WHERE empties t",
                "explain analyze delete from t | DELETE without WHERE empties t",
                "explain (analyze, buffers) delete from t | DELETE without WHERE empties t",
                "truncate t, only s.u cascade | TRUNCATE empties t, s.u",
                "TRUNCATE TABLE t | TRUNCATE empties t",
                "drop table if exists s.t, u cascade | DROP TABLE if exists s.t, u cascade",
                "drop database shop | DROP DATABASE shop",
                "alter table t add x int, drop y | ALTER TABLE drops a column with its data",
                "alter table t drop column if exists y | ALTER TABLE drops a column with its data",
                "select 1; delete from t; select 2 where true | DELETE without WHERE empties t",
            })
    void whatIsAskedAbout(String statement, String what) {
        assertThat(accidents(statement)).extracting(Accident::what).containsExactly(what);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "",
                "update t set a = 1 where b",
                "delete from t using u where t.id = u.id",
                "with x as (delete from t where a returning *) select * from x",
                "select * from t for update",
                "select * from (select 1) for update of t",
                "insert into t values (1) on conflict (id) do update set a = 1",
                "create table t (id int references u (id) on delete cascade on update cascade)",
                "create trigger x after update or delete on t execute function f()",
                "create function f() returns void begin atomic delete from t; end",
                "create function f() returns void language sql as $$ delete from t $$",
                "grant update, delete on t to r",
                "explain delete from t",
                "explain (analyze off) delete from t",
                "select 'drop table t', \"delete\" from t",
                "comment on table t is 'truncate'",
                "alter table t drop constraint c, alter x drop not null, alter y drop default",
                "deallocate all",
                "(",
                "update",
            })
    void whatIsNotAskedAbout(String statement) {
        assertThat(accidents(statement)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "insert into s.t values (1) | s.t",
                "with x as (insert into t default values) update u set a = 1 where b | t, u",
                "copy t (a, b) from stdin | t",
                "copy t to stdout |",
                "copy (select * from t) to stdout |",
                "merge into t using u on true when matched then delete | t",
                "truncate t, u | t, u",
                "select * from t |",
            })
    void whatIsWritten(String statement, String tables) {
        List<String> written = Statement.in(statement).stream()
                .flatMap(part -> part.written().stream())
                .map(TableName::toString)
                .toList();
        assertThat(String.join(", ", written)).isEqualTo(tables == null ? "" : tables);
    }

    private static List<Accident> accidents(String statement) {
        return Statement.in(statement).stream()
                .flatMap(part -> part.accidents().stream())
                .toList();
    }
}
