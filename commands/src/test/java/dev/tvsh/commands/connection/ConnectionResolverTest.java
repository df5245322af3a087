package dev.tvsh.commands.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionOptions.Passwords;
import dev.tvsh.commands.connection.ConnectionSpec.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionResolverTest {

    @TempDir
    private Path home;

    private ConnectionSpec resolve(Map<String, String> environment, ConnectionOptions options) {
        return new ConnectionResolver(environment, home, "dba").resolve(options);
    }

    private ConnectionSpec resolve(String database) {
        return resolve(Map.of(), named(database));
    }

    private static ConnectionOptions named(@Nullable String database) {
        return new ConnectionOptions(null, null, null, database, Passwords.AS_NEEDED);
    }

    private TvshException refused(String database) {
        TvshException e = catchThrowableOfType(TvshException.class, () -> resolve(database));
        assertThat(e).as(database).isNotNull();
        assertThat(e.exitCode()).isEqualTo(ExitCode.CONNECTION);
        return e;
    }

    @Test
    void nothingSaid() {
        ConnectionSpec spec = resolve(Map.of("PGPORT", "1"), ConnectionOptions.NONE);
        assertThat(spec.user()).isEqualTo("dba");
        assertThat(spec.database()).isEqualTo("dba");
        String packaged = "/var/run/postgresql";
        assertThat(spec.hosts())
                .as("a server that is down may be started from here, and takes its owner by the socket only")
                .containsExactly(new Host(Files.isDirectory(Path.of(packaged)) ? packaged : "localhost", "", 1));
        assertThat(spec.passwordFile()).isEqualTo(home.resolve(".pgpass"));
        assertThat(resolve(Map.of("PGUSER", "app"), ConnectionOptions.NONE).database())
                .isEqualTo("app");
    }

    @Test
    void eachSourceYieldsToTheOneBeforeIt() throws IOException {
        Files.writeString(home.resolve(".pg_service.conf"), """
                # services
                [other]
                host=wrong
                [shop]
                host=service
                port=3
                user=service
                dbname=service
                options=-c work_mem=5MB
                [shop]
                host=second
                """);
        Map<String, String> environment = Map.of(
                "PGHOST",
                "env",
                "PGPORT",
                "4",
                "PGUSER",
                "env",
                "PGDATABASE",
                "env",
                "PGAPPNAME",
                "env",
                "PGSERVICE",
                "shop");
        ConnectionSpec service = resolve(environment, ConnectionOptions.NONE);
        assertThat(service.hosts()).containsExactly(new Host("service", "", 3));
        assertThat(service.setting("options")).contains("-c work_mem=5MB");
        assertThat(service.setting("application_name")).contains("env");

        ConnectionSpec conninfo = resolve(environment, named("host=conninfo dbname=conninfo"));
        assertThat(conninfo.hosts()).containsExactly(new Host("conninfo", "", 3));
        assertThat(conninfo.database()).isEqualTo("conninfo");
        assertThat(conninfo.user()).isEqualTo("service");

        ConnectionSpec options = resolve(
                environment, new ConnectionOptions("option", "1", "option", "host=conninfo port=2", Passwords.NEVER));
        assertThat(options.hosts()).containsExactly(new Host("option", "", 1));
        assertThat(options.user()).isEqualTo("option");

        assertThat(refused("service=nosuch")).hasMessage("definition of service \"nosuch\" not found");
        assertThat(resolve("service=other").hosts()).containsExactly(new Host("wrong", "", 5432));
    }

    @Test
    void theServiceFileOfAllUsers() throws IOException {
        Path shared = Files.createDirectory(home.resolve("etc"));
        Files.writeString(shared.resolve("pg_service.conf"), "[all]\nhost=shared\n");
        Map<String, String> environment = Map.of("PGSYSCONFDIR", shared.toString());
        assertThat(resolve(environment, named("service=all")).hosts()).containsExactly(new Host("shared", "", 5432));
        Path own = Files.writeString(home.resolve("own"), "[all]\nhost=own\nnonsense=1\n");
        TvshException e = catchThrowableOfType(
                TvshException.class, () -> resolve(Map.of("PGSERVICEFILE", own.toString()), named("service=all")));
        assertThat(e).hasMessage("syntax error in service file \"" + own + "\", line 3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            host=a dbname=b user=c | a | b | c
            host = a   dbname = 'b b' user='c\\'\\\\c' | a | b b | c'\\c
            dbname='' host=a user=u | a | u | u
            host=a user=x\\ y dbname=é | a | é | x y
            postgresql://c:geheim@a/b | a | b | c
            postgres://c@a | a | c | c
            postgresql:///b?host=a&user=c | a | b | c
            postgresql://c%40x@a/b%2Fb | a | b/b | c@x
            postgresql://c@[2001:db8::1]:77/b | 2001:db8::1 | b | c
            postgresql://c@%2Fvar%2Frun/b | /var/run | b | c
            """)
    void readsStringsAndUris(String text, String host, String database, String user) {
        ConnectionSpec spec = resolve(text);
        assertThat(spec.hosts().get(0).name()).isEqualTo(host);
        assertThat(spec.database()).isEqualTo(database);
        assertThat(spec.user()).isEqualTo(user);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            hots=a | invalid connection option "hots"
            host=a port | missing "=" after "port" in connection info string
            host='a | unterminated quoted string in connection info string
            postgresql://a/b?x=1 | invalid URI query parameter: "x"
            postgresql://a/b?user | missing key/value separator "=" in URI query parameter: "user"
            postgresql://a%zz/b | invalid percent-encoded token in connection URI
            postgresql://a/b%00 | forbidden value %00 in percent-encoded value of connection URI
            port=70000 | invalid port number: "70000"
            port=x | invalid integer value "x" for connection option "port"
            host=a,b,c port=1,2 | could not match 2 port numbers to 3 hosts
            """)
    void refusesWhatLibpqRefuses(String text, String message) {
        assertThat(refused(text)).hasMessage(message);
    }

    @Test
    void aRefusalNeverShowsThePassword() {
        assertThat(refused("password=geheim nonsense=1").getMessage()).doesNotContain("geheim");
        assertThat(refused("postgresql://u:geheim@h/d?nonsense=1").getMessage()).doesNotContain("geheim");
    }

    @Test
    void severalHosts() {
        assertThat(resolve("host=a,b port=1,2").hosts()).containsExactly(new Host("a", "", 1), new Host("b", "", 2));
        assertThat(resolve("host=a,b port=7").hosts()).containsExactly(new Host("a", "", 7), new Host("b", "", 7));
        assertThat(resolve("postgresql://a:1,b/x").hosts())
                .containsExactly(new Host("a", "", 1), new Host("b", "", 5432));
        assertThat(resolve("host=a hostaddr=10.0.0.1").hosts()).containsExactly(new Host("a", "10.0.0.1", 5432));
        assertThat(resolve("host=/run/x,b").hosts().get(0).isSocket()).isTrue();
    }

    @Test
    void passwordsByHostPortDatabaseAndUser() throws IOException {
        Path file = Files.writeString(home.resolve(".pgpass"), """
                # comment:*:*:*:no
                db1:5432:shop:ana:first
                db1:*:*:ana:any\\:\\\\database
                *:5432:\\*:ana:star
                a\\:b:5432:x\\\\y:ana:escaped
                localhost:5432:*:*:local
                short:5432
                ü:5432:é:ñ:伊藤
                """);
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        assertThat(password(file, "db1", "shop", "ana")).contains("first");
        assertThat(password(file, "db1", "other", "ana")).contains("any:\\database");
        assertThat(password(file, "db2", "*", "ana")).contains("star");
        assertThat(password(file, "db2", "other", "ana")).isEmpty();
        assertThat(password(file, "a:b", "x\\y", "ana")).contains("escaped");
        assertThat(password(file, "/var/run/postgresql", "shop", "x")).contains("local");
        assertThat(password(file, "/other", "shop", "x")).isEmpty();
        assertThat(password(file, "ü", "é", "ñ")).contains("伊藤");
        assertThat(password(home.resolve("missing"), "db1", "shop", "ana")).isEmpty();
    }

    @Test
    void aPasswordFileThatOthersCanReadIsLeftAlone() throws IOException {
        Path file = Files.writeString(home.resolve("open"), "*:*:*:*:secret\n");
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r-----"));
        List<String> warnings = new java.util.ArrayList<>();
        PasswordFile passwords = new PasswordFile(file, warnings::add);
        assertThat(passwords.find(new Host("h", "", 1), "d", "u")).isEmpty();
        assertThat(passwords.find(new Host("h", "", 1), "d", "u")).isEmpty();
        assertThat(warnings)
                .containsExactly("WARNING: password file \"" + file
                        + "\" has group or world access; permissions should be u=rw (0600) or less");
    }

    private static Optional<String> password(Path file, String host, String database, String user) {
        return new PasswordFile(file, warning -> {}).find(new Host(host, "", 5432), database, user);
    }

    @Test
    void theNextConnectionIsAsSafeAsTheOneBefore() {
        ConnectionSpec first = resolve("postgresql://app:secret@db1:5433/shop?sslmode=verify-full&connect_timeout=3");
        ConnectionResolver resolver = new ConnectionResolver(Map.of("PGSSLMODE", "disable"), home, "dba");
        ConnectionSpec other = resolver.resolveAgain(first, named("postgres"));
        assertThat(other.database()).isEqualTo("postgres");
        assertThat(other.user()).isEqualTo("app");
        assertThat(other.hosts()).containsExactly(new Host("db1", "", 5433));
        assertThat(other.setting("sslmode")).contains("verify-full");
        assertThat(other.setting("connect_timeout")).contains("3");
        assertThat(other.setting("password")).contains("secret");
        assertThat(first.toString() + other).doesNotContain("secret");
    }

    @Test
    void aPasswordIsForOneUserOfOneServer() {
        ConnectionSpec first = resolve("host=db1 hostaddr=10.0.0.1 user=app password=secret");
        ConnectionResolver resolver = new ConnectionResolver(Map.of(), home, "dba");
        for (ConnectionOptions elsewhere : List.of(
                new ConnectionOptions("db2", null, null, null, Passwords.AS_NEEDED),
                new ConnectionOptions(null, "5433", null, null, Passwords.AS_NEEDED),
                new ConnectionOptions(null, null, "other", null, Passwords.AS_NEEDED),
                named("host=db2"),
                named("hostaddr=10.0.0.2"))) {
            assertThat(resolver.resolveAgain(first, elsewhere).setting("password"))
                    .isEmpty();
        }
        ConnectionSpec same =
                resolver.resolveAgain(first, new ConnectionOptions("db1", "5432", "app", "x", Passwords.AS_NEEDED));
        assertThat(same.setting("password")).contains("secret");
        assertThat(same.hosts()).containsExactly(new Host("db1", "10.0.0.1", 5432));
        assertThat(resolver.resolveAgain(first, named("host=db2 password=new")).setting("password"))
                .contains("new");
        assertThat(resolver.resolveAgain(first, new ConnectionOptions("db2", null, null, null, Passwords.AS_NEEDED))
                        .hosts())
                .containsExactly(new Host("db2", "", 5432));
    }
}
