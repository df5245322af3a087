package dev.tvsh.commands.export;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * A file that is written bit by bit under another name, readable by its owner only, and has its own name when it is complete.
 * What a killed run has left under the other name the next one replaces.
 */
final class GrowingFile extends Writer {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path file;
    private final Path part;
    private final Writer out;

    GrowingFile(Path file) {
        this.file = file;
        this.part = file.toAbsolutePath().resolveSibling("." + file.getFileName() + ".part");
        try {
            Path folder = part.getParent();
            if (folder != null) {
                Files.createDirectories(folder, OWNERS_FOLDER);
            }
            Files.deleteIfExists(part);
            Files.createFile(part, OWNER_ONLY);
            this.out = Files.newBufferedWriter(part, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void write(char[] text, int from, int length) {
        try {
            out.write(text, from, length);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void write(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Gives it its name. */
    void complete() {
        try {
            out.close();
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Removes it unless it is complete. */
    @Override
    public void close() {
        try {
            out.close();
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private TvshException failed(IOException e) {
        return new TvshException(ExitCode.FATAL, "cannot write " + file + ": " + FileProblem.reason(e), List.of(), e);
    }
}
