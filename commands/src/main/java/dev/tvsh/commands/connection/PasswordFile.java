package dev.tvsh.commands.connection;

import dev.tvsh.commands.FileProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The file in which passwords are kept, {@code .pgpass}: lines of host, port, database, user and password, separated by
 * colons, {@code *} for any, a backslash before a colon or backslash that is meant as such.
 *
 * <p>Source: PostgreSQL documentation, "The Password File".
 */
final class PasswordFile {

    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path file;
    private final Consumer<String> warnings;
    private boolean warned;

    PasswordFile(Path file, Consumer<String> warnings) {
        this.file = file;
        this.warnings = warnings;
    }

    /** The password of the first line that fits. */
    Optional<String> find(ConnectionSpec.Host host, String database, String user) {
        if (!mayBeRead()) {
            return Optional.empty();
        }
        // A socket in the server's usual folder goes by the name of localhost.
        String hostName = host.isSocket() && DefaultHost.FOLDERS.contains(host.name()) ? "localhost" : host.name();
        List<String> wanted = List.of(hostName, Integer.toString(host.port()), database, user);
        try {
            for (String line : Files.readAllLines(file)) {
                Optional<String> password = match(line, wanted);
                if (password.isPresent()) {
                    return password;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean mayBeRead() {
        if (!Files.exists(file)) {
            return false;
        }
        if (!Files.isRegularFile(file)) {
            return warn("WARNING: password file \"" + file + "\" is not a plain file");
        }
        try {
            if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                return warn("WARNING: password file \"" + file
                        + "\" has group or world access; permissions should be u=rw (0600) or less");
            }
        } catch (IOException e) {
            return warn("WARNING: password file \"" + file + "\" cannot be read: " + FileProblem.reason(e));
        }
        return Files.isReadable(file);
    }

    private boolean warn(String text) {
        if (!warned) {
            warned = true;
            warnings.accept(text);
        }
        return false;
    }

    private static Optional<String> match(String line, List<String> wanted) {
        if (line.isEmpty() || line.startsWith("#")) {
            return Optional.empty();
        }
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean plain = true;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                i++;
                field.append(line.charAt(i));
                plain = false;
            } else if (c == ':') {
                int at = fields.size();
                if (at == wanted.size()) {
                    break;
                }
                boolean any = plain && field.toString().equals("*");
                if (!any && !field.toString().equals(wanted.get(at))) {
                    return Optional.empty();
                }
                fields.add(field.toString());
                field.setLength(0);
                plain = true;
            } else {
                field.append(c);
            }
        }
        return fields.size() == wanted.size() && field.length() > 0 ? Optional.of(field.toString()) : Optional.empty();
    }
}
