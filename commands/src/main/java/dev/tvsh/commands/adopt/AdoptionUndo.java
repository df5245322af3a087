package dev.tvsh.commands.adopt;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.templates.Rendered;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What takes an adoption back: statements for one transaction, kept in a file of their own since they name every TVIEW.
 *
 * @param file where they are written before anything is changed
 */
record AdoptionUndo(List<Rendered> statements, Path file) {

    /** As much as a person reads before saying yes. */
    private static final int SHOWN = 1_500;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** The statements where they are few, and the file in any case. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (text().length() <= SHOWN) {
            statements.forEach(statement -> statement.text().lines().forEach(lines::add));
        }
        lines.add("\\i " + file);
        return lines;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        statements.forEach(statement -> text.append(statement.text()).append(";\n"));
        return text.toString();
    }

    /** Writes the file; it is on disk when this returns, and nobody else can read it. */
    void write() {
        try {
            Files.createDirectories(
                    file.getParent(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try (FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
                channel.write(StandardCharsets.UTF_8.encode("BEGIN;\n" + text() + "COMMIT;\n"));
                channel.force(true);
            }
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "cannot write the undo to " + file + ": " + FileProblem.reason(e),
                    List.of("Nothing was changed."),
                    e);
        }
    }
}
