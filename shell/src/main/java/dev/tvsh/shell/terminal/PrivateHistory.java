package dev.tvsh.shell.terminal;

import dev.tvsh.commands.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jline.reader.impl.history.DefaultHistory;

/** What was typed, kept in a file that only its owner can read, and without what holds a secret. */
final class PrivateHistory extends DefaultHistory {

    private final Predicate<String> secret;
    private final EditorSettings settings;
    private boolean kept = true;

    PrivateHistory(Predicate<String> secret, EditorSettings settings) {
        this.secret = secret;
        this.settings = settings;
    }

    /** Makes the file, or makes it private if it is there already; without it nothing outlives the session. */
    static boolean prepare(Path file, Consumer<String> warning) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (Files.notExists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            boolean regular = Files.isRegularFile(file);
            if (regular) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return regular;
        } catch (IOException e) {
            warning.accept("no history is kept: " + FileProblem.of(e));
            return false;
        }
    }

    @Override
    public void add(Instant time, String line) {
        String text = line.stripTrailing();
        String control = settings.historyControl();
        boolean blank = !control.equals("ignoredups") && !control.equals("none") && text.startsWith(" ");
        boolean again = !control.equals("ignorespace")
                && !control.equals("none")
                && !isEmpty()
                && get(last()).equals(text);
        if (settings.historySize() != 0 && !blank && !again && !secret.test(text)) {
            super.add(time, text);
        }
    }

    @Override
    public void save() {
        if (kept) {
            try {
                super.save();
            } catch (IOException e) {
                kept = false; // a full disk must not cost the session, nor a message at every line
            }
        }
    }
}
