package dev.tvsh.commands.check.proof;

import dev.tvsh.commands.testing.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * Carries out the steps of a proof. Beside SQL, which {@code ${data}} tells the data directory:
 *
 * <pre>
 * reload               reads the configuration again
 * everywhere SQL       in every database
 * in DATABASE SQL      in that one
 * wait QUERY           until it gives true
 * file NAME            makes a file in the database's folder; nofile NAME takes it away
 * tablespace NAME      makes a tablespace inside the data directory
 * library NAME from X  copies a library of the server's into the data directory
 * </pre>
 */
final class Steps {
    private static final int PATIENCE = 600;

    private final TestCluster cluster;
    private final String database;
    private final String role;

    Steps(TestCluster cluster, String database, String role) {
        this.cluster = cluster;
        this.database = database;
        this.role = role;
    }

    void run(List<String> lines) {
        try (Connection connection = connect(database)) {
            run(lines, connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(List<String> lines, Connection connection) {
        StringBuilder statement = new StringBuilder();
        for (String line : lines) {
            if (statement.length() == 0 && !line.endsWith(";")) {
                step(line.split(" ", 2)[0], line.substring(line.indexOf(' ') + 1));
            } else {
                statement.append(line).append('\n');
                if (line.endsWith(";")) {
                    sql(connection, statement.toString());
                    statement.setLength(0);
                }
            }
        }
    }

    private void step(String word, String rest) {
        switch (word) {
            case "reload" -> reload();
            case "everywhere" -> List.of("postgres", "template1", database).forEach(one -> sql(one, rest));
            case "in" -> sql(rest.split(" ", 2)[0], rest.split(" ", 2)[1]);
            case "wait" -> await(rest);
            case "file" -> write(folder().resolve(rest));
            case "nofile" -> delete(folder().resolve(rest));
            case "tablespace" -> tablespace(rest);
            case "library" -> library(rest.split(" from ", 2));
            default -> throw new IllegalArgumentException(word + " " + rest);
        }
    }

    private void reload() {
        String before = value("SELECT pg_conf_load_time()");
        sql(database, "SELECT pg_reload_conf()");
        await("SELECT pg_conf_load_time() > '" + before + "'");
    }

    private void await(String question) {
        for (int i = 0; i < PATIENCE; i++) {
            if (value(question).equals("t")) {
                return;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalStateException("not in time: " + question);
    }

    private Path folder() {
        return cluster.dataDirectory()
                .resolve("base")
                .resolve(value("SELECT oid FROM pg_database WHERE datname = current_database()"));
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tablespace(String name) {
        Path folder = cluster.dataDirectory().resolve(name);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sql(database, "CREATE TABLESPACE " + name + " LOCATION '" + folder + "'");
    }

    private void library(String[] words) {
        try (Stream<Path> files =
                Files.find(cluster.binaries(), 6, (path, attributes) -> path.endsWith(words[1] + ".so"))) {
            Path target = cluster.dataDirectory().resolve(words[0] + ".so");
            if (!Files.exists(target)) {
                Files.copy(files.findFirst().orElseThrow(), target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sql(String where, String text) {
        try (Connection connection = connect(where)) {
            sql(connection, text);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sql(Connection connection, String text) {
        String statements = text.replace("${data}", cluster.dataDirectory().toString());
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + statements, e);
        }
    }

    private String value(String query) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return String.valueOf(result.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + "\n" + query, e);
        }
    }

    private Connection connect(String where) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + cluster.host() + ":" + cluster.port() + "/" + where, role, "");
    }
}
