package dev.tvsh.commands.connection;

import dev.tvsh.commands.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file of named connections, {@code pg_service.conf}.
 *
 * <p>Source: PostgreSQL documentation, "The Connection Service File".
 */
final class ServiceFile {

    private final Path file;

    ServiceFile(Path file) {
        this.file = file;
    }

    /** The settings under this name; empty if the file, or the name in it, does not exist. */
    Optional<Map<String, String>> find(String service) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Map<String, String> settings = new LinkedHashMap<>();
        boolean found = false;
        boolean inside = false;
        int number = 0;
        for (String untrimmed : lines()) {
            number++;
            String line = untrimmed.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                inside = !found && line.equals("[" + service + "]");
                found |= inside;
            } else if (inside) {
                setting(line, number, settings);
            }
        }
        return found ? Optional.of(settings) : Optional.empty();
    }

    private Iterable<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw ConnectionProblems.bad("could not read service file \"" + file + "\": " + FileProblem.reason(e));
        }
    }

    private void setting(String line, int number, Map<String, String> settings) {
        int equals = line.indexOf('=');
        String keyword = equals < 0 ? line : line.substring(0, equals);
        if (equals < 0 || !LibpqKeywords.known(keyword)) {
            throw ConnectionProblems.bad("syntax error in service file \"" + file + "\", line " + number);
        }
        if (keyword.equals("service")) {
            throw ConnectionProblems.bad(
                    "nested service specifications not supported in service file \"" + file + "\", line " + number);
        }
        settings.putIfAbsent(keyword, line.substring(equals + 1));
    }
}
