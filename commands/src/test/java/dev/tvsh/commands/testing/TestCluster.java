package dev.tvsh.commands.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/**
 * A real PostgreSQL server of its own: data in a temporary folder, a free port on the loopback address, a socket in the
 * same folder. The superuser is {@code postgres}; nobody needs a password unless asked for. Closing it removes everything.
 */
public final class TestCluster implements AutoCloseable {

    /** The version that tests run on unless they are about versions. */
    public static final String VERSION = "15.12";

    private static final String SUPERUSER = "postgres";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final String password;
    private final Thread whenTestsAreStopped = new Thread(this::remove, "remove test cluster");
    private Path binaries;
    private int port;

    TestCluster(Path folder, Path binaries, String password) {
        this.folder = folder;
        this.binaries = binaries;
        this.password = password;
        this.port = LoopbackPort.free();
        Runtime.getRuntime().addShutdownHook(whenTestsAreStopped);
    }

    /** An empty cluster of the usual version, running. */
    public static TestCluster start() {
        return start(VERSION);
    }

    /** An empty cluster, running. The version is a minor one, for example {@code 15.12}. */
    public static TestCluster start(String version) {
        return create(version, false, "");
    }

    /** An empty cluster, running, which asks everybody for a password (SCRAM); {@code postgres} has this one. */
    public static TestCluster startWithPassword(String password) {
        return create(VERSION, false, password);
    }

    /** A cluster of the usual version with the sample shop in database {@code shop}, running. */
    public static TestCluster startWithShop() {
        return startWithShop(VERSION);
    }

    /** A cluster with the sample shop in database {@code shop}, running. */
    public static TestCluster startWithShop(String version) {
        return create(version, true, "");
    }

    /** An empty cluster of the usual version, running from these binaries, for example a copy of their own. */
    public static TestCluster startFrom(Path binaries) {
        return create(VERSION, false, "", binaries);
    }

    private static TestCluster create(String version, boolean withShop, String password) {
        return create(version, withShop, password, Lab.binaries(version));
    }

    private static TestCluster create(String version, boolean withShop, String password, Path binaries) {
        Path initialised = initialised(version, withShop, binaries);
        try {
            Path folder = Files.createTempDirectory(Path.of("/tmp"), "tvsh");
            TestCluster cluster = new TestCluster(folder, binaries, password);
            Lab.copy(initialised, cluster.dataDirectory());
            cluster.configure();
            cluster.startFirst();
            if (!password.isEmpty()) {
                cluster.demandPassword();
            }
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized Path initialised(String version, boolean withShop, Path binaries) {
        Path cached = Lab.cached(version, withShop);
        if (Files.isDirectory(cached)) {
            return cached;
        }
        try {
            Files.createDirectories(cached.getParent());
            Path work = Files.createTempDirectory(cached.getParent(), "new");
            Path made = work.resolve("data");
            if (withShop) {
                try (TestCluster cluster = start(version)) {
                    cluster.loadSample("shop");
                    cluster.stop();
                    Lab.copy(cluster.dataDirectory(), made);
                }
            } else {
                initialise(binaries, made);
            }
            Lab.run(List.of("mv", "-T", "-n", made.toString(), cached.toString()));
            remove(work);
            return cached;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void initialise(Path binaries, Path made, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                binaries.resolve("bin/initdb").toString(),
                "--pgdata=" + made,
                "--username=" + SUPERUSER,
                "--encoding=UTF8",
                "--locale=C",
                "--auth=trust",
                "--no-sync"));
        command.addAll(List.of(options));
        Lab.runServerProgram(command);
        Path settings = made.resolve("postgresql.conf");
        Files.writeString(settings, Files.readString(settings) + "include 'test.conf'\n");
    }

    /** Makes the cluster anew, empty, with a checksum on each block. */
    public void withChecksums() throws IOException {
        stop();
        remove(dataDirectory());
        initialise(binaries, dataDirectory(), "--data-checksums");
        configure();
        startServer();
    }

    void configure() throws IOException {
        Files.writeString(dataDirectory().resolve("test.conf"), """
                port = %d
                listen_addresses = '127.0.0.1'
                unix_socket_directories = '%s'
                fsync = off
                max_prepared_transactions = 10
                shared_buffers = 32MB
                wal_recycle = off
                max_wal_size = 1GB
                """.formatted(port, folder));
    }

    /** Starts the server at another port where another program has taken the first one. */
    private void startFirst() throws IOException {
        try {
            startServer();
        } catch (IllegalStateException e) {
            if (!Files.readString(log()).contains("Address already in use")) {
                throw e;
            }
            port = LoopbackPort.free();
            configure();
            startServer();
        }
    }

    private void demandPassword() {
        sql("postgres", "ALTER ROLE postgres PASSWORD '" + password.replace("'", "''") + "'");
        authentication("host all all 127.0.0.1/32 scram-sha-256\nlocal all all scram-sha-256\n");
    }

    /** Puts these lines in the place of {@code pg_hba.conf}, and lets the server read them. */
    public void authentication(String lines) {
        try {
            Files.writeString(dataDirectory().resolve("pg_hba.conf"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        control("reload");
    }

    /** The loopback address that the server listens on. */
    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** The superuser's name. */
    public String user() {
        return SUPERUSER;
    }

    /** The folder of the server's socket. */
    public Path socketFolder() {
        return folder;
    }

    public Path dataDirectory() {
        return folder.resolve("data");
    }

    /** The folder with {@code bin/postgres} that the server runs from. */
    public Path binaries() {
        return binaries;
    }

    /** The folder with the binaries of another version, fetched if need be, with the stand-in extension in it. */
    public static Path binaries(String version) {
        return Lab.binaries(version);
    }

    /** Where the server writes its log. */
    public Path log() {
        return folder.resolve("server.log");
    }

    /** Starts the server after {@link #stop()} or {@link #kill()}. */
    public void startServer() {
        Lab.runServerProgram(List.of(
                program("pg_ctl"),
                "--pgdata=" + dataDirectory(),
                "--log=" + log(),
                "--silent",
                "--wait",
                "--timeout=60",
                "start"));
    }

    /** Starts the server with the binaries of another minor version after {@link #stop()}. */
    public void startServer(Path otherBinaries) {
        binaries = otherBinaries;
        startServer();
    }

    /** Stops the server; sessions are ended. */
    public void stop() {
        control("stop", "--mode=fast");
    }

    /** Stops and starts the server; sessions are ended. */
    public void restart() {
        stop();
        startServer();
    }

    /** Ends the server and all of its processes with SIGKILL. */
    public void kill() {
        postmaster().ifPresent(server -> {
            // What is stopped forks no child that would be in no list and outlive the others.
            Lab.run(List.of("sh", "-c", "kill -STOP " + server.pid()));
            List<ProcessHandle> children = server.children().toList();
            server.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            server.onExit().join();
            children.forEach(child -> child.onExit().join());
        });
    }

    public boolean isRunning() {
        return postmaster().filter(ProcessHandle::isAlive).isPresent();
    }

    /** Waits until a statement of some session sleeps in {@code pg_sleep}. */
    public void awaitSleeper() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (value("postgres", "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
                .equals("0")) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("no statement sleeps");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private Optional<ProcessHandle> postmaster() {
        Path file = dataDirectory().resolve("postmaster.pid");
        try {
            return Files.exists(file)
                    ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates an empty database. */
    public void createDatabase(String name) {
        sql("postgres", "CREATE DATABASE " + quoted(name));
    }

    /** Copies a database; nobody may be connected to it. */
    public void copyDatabase(String from, String to) {
        sql("postgres", "CREATE DATABASE " + quoted(to) + " TEMPLATE " + quoted(from));
    }

    /** Loads the sample shop into the database of this name, which must be {@code shop}, and makes it. */
    public void loadSample(String database) {
        List<Path> files = Lab.sample();
        runFile("postgres", files.get(0));
        for (Path file : files.subList(1, files.size())) {
            runFile(database, file);
        }
    }

    /** Runs a file of plain SQL, each statement in autocommit. */
    public void runFile(String database, Path file) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (NativeQuery query : Parser.parseJdbcSql(Files.readString(file), true, false, true, false, false)) {
                statement.execute(query.nativeSql);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(file.getFileName() + ": " + e.getMessage(), e);
        }
    }

    /** Runs one statement as superuser. */
    public void sql(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + sql, e);
        }
    }

    /** The rows of a query as text, null for NULL, as superuser. */
    public List<List<@Nullable String>> query(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet result = statement.executeQuery(sql)) {
                List<List<@Nullable String>> rows = new ArrayList<>();
                while (result.next()) {
                    List<@Nullable String> row = new ArrayList<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.add(result.getString(i));
                    }
                    rows.add(row);
                }
                return rows;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + sql, e);
        }
    }

    /** The only value of a query, as superuser; {@code NULL} for NULL. */
    public String value(String database, String sql) {
        return String.valueOf(query(database, sql).get(0).get(0));
    }

    /** A plain JDBC connection as superuser. */
    public Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password);
        properties.setProperty("PGDBNAME", database);
        return DriverManager.getConnection("jdbc:postgresql://" + host() + ":" + port + "/", properties);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(whenTestsAreStopped);
        remove();
    }

    private void remove() {
        if (isRunning()) {
            control("stop", "--mode=immediate");
        }
        remove(folder);
    }

    private void control(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program("pg_ctl"), "--pgdata=" + dataDirectory(), "--silent"));
        command.addAll(List.of(arguments));
        Lab.runServerProgram(command);
    }

    private String program(String name) {
        return binaries.resolve("bin").resolve(name).toString();
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static void remove(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
