package dev.tvsh.commands.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupCommand;
import dev.tvsh.commands.backup.BackupsCommand;
import dev.tvsh.commands.testing.CommandRunner;
import dev.tvsh.commands.testing.SmallShop;
import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Databases that their owners have made hard to copy: whatever they are like, they come back so, or it is told before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OddDatabaseTest {

    private final TestCluster cluster = TestCluster.start();

    @TempDir
    private Path state;

    @BeforeAll
    void logical() {
        cluster.sql("postgres", "ALTER SYSTEM SET wal_level = logical");
        cluster.restart();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void whereAndInWhichLocaleItWasMadeComesBackAlsoAfterItWasDropped() throws IOException {
        Path place = Files.createDirectory(cluster.socketFolder().resolve("fast disk"));
        cluster.sql("postgres", "CREATE TABLESPACE \"fast $\" LOCATION '" + place + "'");
        cluster.sql(
                "postgres",
                "CREATE DATABASE far TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'de-u-ks-level2' LC_COLLATE 'C' LC_CTYPE 'C'"
                        + " TABLESPACE \"fast $\"");
        cluster.sql("far", "CREATE TABLE tb_far (pk_far int PRIMARY KEY, name text)");
        cluster.sql("far", "COMMENT ON DATABASE far IS 'it''s far'");
        cluster.sql("far", "ALTER DATABASE far IS_TEMPLATE true");
        String facts =
                "SELECT concat_ws(' ', spcname, datistemplate, datlocprovider, daticulocale, shobj_description(d.oid, 'pg_database'))"
                        + " FROM pg_database d JOIN pg_tablespace t ON t.oid = dattablespace WHERE datname = 'far'";
        String before = cluster.value("postgres", facts);
        String backup = backup("far");
        cluster.sql("postgres", "ALTER DATABASE far IS_TEMPLATE false");
        cluster.sql("postgres", "DROP DATABASE far");

        CommandRunner tvsh = new CommandRunner(cluster, "postgres", state);
        Outcome outcome = tvsh.run(new RollbackCommand(), "--to", backup, "--database", "far");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(cluster.value("postgres", facts)).isEqualTo(before).isEqualTo("fast $ t i de-u-ks-level2 it's far");
        assertThat(String.join("\n", tvsh.lines())).doesNotContain("before_rollback");

        cluster.sql("postgres", "ALTER DATABASE far IS_TEMPLATE false");
        cluster.sql("postgres", "DROP DATABASE far");
        cluster.sql("postgres", "DROP TABLESPACE \"fast $\"");
        assertThatThrownBy(() -> tvsh.run(new RollbackCommand(), "--to", backup, "--database", "far"))
                .isInstanceOfSatisfying(
                        TvshException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED))
                .hasMessage("tablespace fast $, in which the database was, is not on this server");
    }

    @Test
    void eventTriggersThatForbidEverythingKeepNothingFromBeingRestoredNorCarriedOver() {
        SmallShop.create(cluster, "closed");
        cluster.sql("closed", "CREATE MATERIALIZED VIEW parts AS SELECT count(*) FROM tb_part");
        cluster.sql(
                "closed",
                "CREATE FUNCTION forbid() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'forbidden: %', tg_tag; END$$");
        cluster.sql("closed", "CREATE EVENT TRIGGER \"forbid; 'it\" ON ddl_command_start EXECUTE FUNCTION forbid()");
        cluster.sql("closed", "COMMENT ON EVENT TRIGGER \"forbid; 'it\" IS 'nobody'");
        cluster.sql("closed", "CREATE EVENT TRIGGER always ON ddl_command_end EXECUTE FUNCTION forbid()");
        cluster.sql("closed", "ALTER EVENT TRIGGER always ENABLE ALWAYS");
        String backup = backup("closed");
        cluster.sql("closed", "INSERT INTO tb_part (fk_maker, name) VALUES (1, 'since')");

        Outcome outcome = tvsh("closed").run(new RollbackCommand(), "--to", backup, "--keep-changes");

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(cluster.value("closed", "SELECT count FROM parts")).isEqualTo("500");
        assertThat(
                        cluster.value(
                                "closed",
                                "SELECT string_agg(evtname || ' ' || evtenabled::text, ', ' ORDER BY evtname) FROM pg_event_trigger"))
                .isEqualTo("always A, forbid; 'it O, pg_tviews_ddl_end O");
        assertThat(cluster.value(
                        "closed",
                        "SELECT obj_description(oid, 'pg_event_trigger') FROM pg_event_trigger"
                                + " WHERE evtname LIKE 'forbid%'"))
                .isEqualTo("nobody");
    }

    /** As many jobs as there is to do at once: each trigger is made beside the rows of its table, if it is not held back. */
    @Test
    void triggersOnPartitionedTablesAreMadeAfterAllRows() {
        cluster.sql("postgres", "CREATE DATABASE parted");
        cluster.sql(
                "parted",
                "CREATE FUNCTION fire() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'fired for %', NEW; END$$");
        for (int n = 1; n <= 8; n++) {
            cluster.sql("parted", "CREATE TABLE t" + n + " (a int) PARTITION BY LIST (a)");
            cluster.sql("parted", "CREATE TABLE t" + n + "_1 PARTITION OF t" + n + " DEFAULT");
            cluster.sql("parted", "INSERT INTO t" + n + " VALUES (" + n + ")");
            cluster.sql(
                    "parted",
                    "CREATE TRIGGER fires AFTER INSERT ON t" + n + " FOR EACH ROW EXECUTE FUNCTION public.fire()");
        }
        String backup = state.resolve("parted").toString();
        tvsh("parted").run(new BackupCommand(), "--to", backup);

        assertThat(tvsh("parted")
                        .run(new RollbackCommand(), "--to", backup, "--jobs", "16")
                        .stable())
                .contains("0 TVIEWs restored, 0 differences");
    }

    @Test
    void aSubscriptionAndASlotAreToldAndTheScratchIsDroppedWithoutThePublishersSlot() {
        cluster.sql("postgres", "CREATE DATABASE reader");
        cluster.sql("reader", "CREATE TABLE tb_read (pk_read int PRIMARY KEY)");
        cluster.sql(
                "reader",
                "CREATE SUBSCRIPTION \"s'1\" CONNECTION 'dbname=none password=secret' PUBLICATION p"
                        + " WITH (connect = false, slot_name = 'publishers')");
        cluster.sql("postgres", "ALTER SYSTEM SET max_logical_replication_workers = 0");
        cluster.restart();
        cluster.sql("reader", "ALTER SUBSCRIPTION \"s'1\" ENABLE");
        cluster.sql("reader", "SELECT pg_create_logical_replication_slot('feed', 'pgoutput')");
        List<String> ties = List.of(
                "! replication slot feed stays with the database of before: its reader gets nothing of a restored one, and needs a new slot",
                "! subscription s'1 comes back disabled; the database of before, which is kept, goes on with it: disable it there"
                        + " before a rollback, enable it after");

        CommandRunner tvsh = tvsh("reader");
        String backup = state.resolve("reader").toString();
        assertThat(tvsh.run(new BackupCommand(), "--to", backup, "--verify", "restore")
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThat(tvsh.lines()).containsAll(ties);
        assertThat(databases("reader")).isEqualTo("reader");

        // A run to another backup has left its restored database, with the subscription.
        String other = state.resolve("other reader").toString();
        tvsh.run(new BackupCommand(), "--to", other);
        assertThat(dies(tvsh, other)).isTrue();
        assertThat(databases("reader")).isEqualTo("reader reader_tvsh_restore");
        tvsh.run(new RollbackCommand(), "--to", backup, "--plan");
        assertThat(tvsh.lines()).containsAll(ties);
        assertThat(tvsh.run(new RollbackCommand(), "--to", backup).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(
                        cluster.value(
                                "postgres",
                                "SELECT string_agg(subenabled::text || ' ' || subslotname, ', ' ORDER BY subenabled) FROM pg_subscription"))
                .isEqualTo("false publishers, true publishers");
        assertThat(cluster.value(
                        "reader",
                        "SELECT subenabled FROM pg_subscription s JOIN pg_database d ON d.oid = subdbid"
                                + " WHERE datname = 'reader'"))
                .isEqualTo("f");
    }

    /** Before anything is compared: all is restored, and the run after this begins anew. */
    private static boolean dies(CommandRunner tvsh, String backup) {
        try {
            tvsh.dieBefore("ANALYZE").run(new RollbackCommand(), "--to", backup);
            return false;
        } catch (CommandRunner.Killed e) {
            return true;
        }
    }

    @Test
    void tightLimitsAndSettingsThatChangeTheLanguageAreOvercomeAndComeBack() {
        SmallShop.create(cluster, "tight");
        List.of(
                        "statement_timeout = '200ms'",
                        "idle_in_transaction_session_timeout = '300ms'",
                        "idle_session_timeout = '300ms'",
                        "standard_conforming_strings = off",
                        "default_transaction_read_only = on",
                        "default_transaction_isolation = 'serializable'",
                        "session_replication_role = replica",
                        "row_security = off",
                        "quote_all_identifiers = on",
                        "transform_null_equals = on",
                        "session_preload_libraries = 'auto_explain', 'pg_stat_statements'",
                        "\"my.Mixed\" = E'two\\nlines ''\"\\\\ $(id) #set'",
                        "search_path = public, \"we,ird \"\"schema\", \"$user\", ''")
                .forEach(setting -> cluster.sql("postgres", "ALTER DATABASE tight SET " + setting));
        String settings = "SELECT string_agg(entry, E'\\n' ORDER BY entry) FROM pg_db_role_setting s"
                + " JOIN pg_database d ON d.oid = setdatabase, unnest(setconfig) entry WHERE datname = 'tight'";
        String before = cluster.value("postgres", settings);
        String backup = backup("tight");
        cluster.sql("postgres", "ALTER ROLE " + cluster.user() + " SET default_transaction_read_only = on");
        try {
            assertThat(tvsh("tight").run(new RollbackCommand(), "--to", backup).exitCode())
                    .isEqualTo(ExitCode.DONE);
        } finally {
            cluster.sql("postgres", "BEGIN READ WRITE; ALTER ROLE " + cluster.user() + " RESET ALL; COMMIT");
        }
        assertThat(cluster.value("postgres", settings)).isEqualTo(before);
    }

    @Test
    void aDatabaseWhoseSessionsAreAnotherRoleIsCopiedAndComesBack() {
        SmallShop.create(cluster, "assumed");
        cluster.sql("postgres", "CREATE ROLE everybody");
        cluster.sql("assumed", "SELECT lo_from_bytea(78, '\\x0102')");
        cluster.sql("postgres", "ALTER DATABASE assumed SET role = everybody");
        String backup = backup("assumed");
        cluster.sql(
                "assumed", "RESET ROLE; SET ROLE postgres; INSERT INTO tb_part (fk_maker, name) VALUES (1, 'since')");

        assertThat(tvsh("assumed")
                        .run(new RollbackCommand(), "--to", backup, "--keep-changes")
                        .exitCode())
                .isEqualTo(ExitCode.DONE);

        assertThat(cluster.value("assumed", "SELECT current_user")).isEqualTo("everybody");
        cluster.sql("postgres", "DROP DATABASE assumed");
        assertThat(new CommandRunner(cluster, "postgres", state)
                        .run(new RollbackCommand(), "--to", backup, "--database", "assumed")
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void bytesThatAreTextInNoEncodingAndCommentsOnLargeObjectsAreCarriedOver() {
        cluster.sql(
                "postgres",
                "CREATE DATABASE bytes TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'");
        cluster.sql("bytes", "CREATE TABLE tb_raw (pk_raw int PRIMARY KEY, name text)");
        String backup = backup("bytes");
        cluster.sql("bytes", "INSERT INTO tb_raw VALUES (1, convert_from('\\x6120e9ff', 'SQL_ASCII'))");
        cluster.sql("bytes", "SELECT lo_from_bytea(77, '\\x0102')");
        cluster.sql("bytes", "COMMENT ON LARGE OBJECT 77 IS 'it''s an object'");

        assertThat(tvsh("bytes")
                        .run(new RollbackCommand(), "--to", backup, "--keep-changes")
                        .exitCode())
                .isEqualTo(ExitCode.DONE);

        assertThat(cluster.value("bytes", "SELECT convert_to(name, 'SQL_ASCII')::text FROM tb_raw"))
                .isEqualTo("\\x6120e9ff");
        assertThat(cluster.value("bytes", "SELECT obj_description(77, 'pg_largeobject')"))
                .isEqualTo("it's an object");
    }

    @Test
    void withoutTheUsualDatabaseAnotherStandsIn() {
        cluster.sql("postgres", "CREATE DATABASE alone");
        cluster.sql("template1", "ALTER DATABASE postgres RENAME TO elsewhere");
        try {
            String backup = backup("alone");
            assertThat(tvsh("alone").run(new RollbackCommand(), "--to", backup).exitCode())
                    .isEqualTo(ExitCode.DONE);
        } finally {
            cluster.sql("template1", "ALTER DATABASE elsewhere RENAME TO postgres");
        }
    }

    @Test
    void whoMayNotReadTheRegistrationsMakesNoBackupThatLooksWhole() {
        cluster.sql("postgres", "CREATE ROLE clerk LOGIN");
        SmallShop.create(cluster, "shut");
        cluster.sql("shut", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO clerk");
        cluster.sql("shut", "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO clerk");
        cluster.sql("shut", "REVOKE ALL ON pg_tview_meta FROM clerk");
        Path backup = state.resolve("shut");

        assertThatThrownBy(() -> tvsh("shut").as("clerk").run(new BackupCommand(), "--to", backup.toString()))
                .isInstanceOfSatisfying(
                        TvshException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED))
                .hasMessageStartingWith("which TVIEWs are registered could not be determined: ");
        assertThat(backup).doesNotExist();
    }

    @Test
    void aConstraintThatReadsAnotherTableIsToldWithTheWayAroundIt() {
        cluster.sql("postgres", "CREATE DATABASE checked");
        cluster.sql("checked", "CREATE TABLE tb_rate (code text PRIMARY KEY); INSERT INTO tb_rate VALUES ('a')");
        cluster.sql(
                "checked",
                "CREATE FUNCTION known(c text) RETURNS boolean LANGUAGE sql STABLE"
                        + " AS 'SELECT EXISTS (SELECT FROM public.tb_rate WHERE code = c)'");
        cluster.sql(
                "checked",
                "CREATE TABLE tb_a (code text, CONSTRAINT rated CHECK (known(code))); INSERT INTO tb_a VALUES ('a')");
        assertThatThrownBy(() -> tvsh("checked")
                        .run(
                                new BackupCommand(),
                                "--to",
                                state.resolve("unrated").toString(),
                                "--verify",
                                "restore",
                                "--jobs",
                                "1"))
                .isInstanceOfSatisfying(
                        TvshException.class,
                        e -> assertThat(e.advice())
                                .contains(
                                        "In the database that is backed up make it NOT VALID: then it comes back after all rows"));

        cluster.sql(
                "checked",
                "ALTER TABLE tb_a DROP CONSTRAINT rated, ADD CONSTRAINT rated CHECK (known(code)) NOT VALID");
        backup("checked");
    }

    @Test
    void aMaterialisedViewWhoseOwnerHasLostHisRightsIsToldWithWhatMendsIt() {
        cluster.sql("postgres", "CREATE ROLE former");
        cluster.sql("postgres", "CREATE DATABASE lost");
        cluster.sql("lost", "CREATE TABLE tb_lost (pk_lost int PRIMARY KEY)");
        cluster.sql("lost", "CREATE MATERIALIZED VIEW copy AS SELECT * FROM tb_lost");
        cluster.sql("lost", "GRANT CREATE ON SCHEMA public TO former");
        cluster.sql("lost", "ALTER MATERIALIZED VIEW copy OWNER TO former");
        assertThatThrownBy(() -> tvsh("lost")
                        .run(
                                new BackupCommand(),
                                "--to",
                                state.resolve("unread").toString(),
                                "--verify",
                                "restore"))
                .isInstanceOfSatisfying(
                        TvshException.class,
                        e -> assertThat(e.advice().get(0)).startsWith("A materialised view is filled as its owner"));

        cluster.sql("lost", "GRANT SELECT ON tb_lost TO former");
        backup("lost");
    }

    @Test
    void whatWasNotKnownOfTheBackupIsToldAndKeepsNobodyFromGoingBackToIt() {
        cluster.sql("postgres", "CREATE ROLE watcher LOGIN IN ROLE pg_read_all_data");
        SmallShop.create(cluster, "half_known");
        String backup = state.resolve("half known").toString();
        String what = "shared_preload_libraries: only told to members of pg_read_all_settings";

        CommandRunner watcher = tvsh("half_known").as("watcher");
        assertThat(watcher.run(new BackupCommand(), "--to", backup).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(watcher.lines()).contains("? in the dump, but not to be compared after a restore: " + what);

        CommandRunner tvsh = tvsh("half_known");
        assertThat(tvsh.run(new BackupsCommand(), "verify", backup).exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(tvsh.lines()).contains("not proved: " + backup + " is kept, but not all of it could be compared");

        cluster.sql("half_known", "DELETE FROM tb_part");
        tvsh.run(new RollbackCommand(), "--to", backup, "--plan");
        assertThat(tvsh.lines()).contains("? comes back, but cannot be compared with the backup: " + what);
        assertThat(tvsh.run(new RollbackCommand(), "--to", backup).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(tvsh.lines()).contains("? not compared, since not known of the backup: " + what);
        assertThat(cluster.value("half_known", "SELECT count(*) FROM tb_part")).isEqualTo("499");
    }

    /** As agtype of the extension age: its cast knows some values only. */
    @Test
    void valuesThatTheirOwnCastToTextRefusesAreComparedAsTheyArePrinted() {
        cluster.sql("postgres", "CREATE DATABASE cast_away");
        cluster.sql("cast_away", "CREATE TYPE pair AS (a int, b int); CREATE DOMAIN equal AS pair");
        cluster.sql(
                "cast_away",
                "CREATE FUNCTION pair_text(pair) RETURNS text LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'no scalar'; END$$");
        cluster.sql("cast_away", "CREATE CAST (pair AS text) WITH FUNCTION pair_text(pair)");
        cluster.sql("cast_away", "CREATE TABLE tb_pair (pk_pair int PRIMARY KEY, p pair, q equal, r pair[])");
        cluster.sql(
                "cast_away", "INSERT INTO tb_pair VALUES (1, (1, 2), (3, 3), '{\"(1,2)\"}'), (2, NULL, NULL, NULL)");
        String backup = backup("cast_away");
        cluster.sql("cast_away", "UPDATE tb_pair SET q = (4, 4) WHERE pk_pair = 1");

        CommandRunner tvsh = tvsh("cast_away");
        tvsh.run(new RollbackCommand(), "--to", backup, "--plan");
        assertThat(tvsh.lines()).anyMatch(line -> line.contains("tb_pair"));
        assertThat(tvsh.run(new RollbackCommand(), "--to", backup).stable())
                .containsExactly("0 TVIEWs restored, 0 differences");
    }

    /** The folder of a backup that was proved. */
    private String backup(String database) {
        String backup = state.resolve(database).toString();
        assertThat(tvsh(database)
                        .run(new BackupCommand(), "--to", backup, "--verify", "restore")
                        .stable())
                .contains("proved by a restore");
        return backup;
    }

    private CommandRunner tvsh(String database) {
        return new CommandRunner(cluster, database, state.resolve("home of " + database));
    }

    private String databases(String start) {
        return cluster.value(
                "postgres",
                "SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database WHERE starts_with(datname, '" + start
                        + "')");
    }
}
