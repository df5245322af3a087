package dev.tvsh.commands.backup;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A backup on disk. It is written into a folder named {@code .part}, and gets its own name only when it is complete, proved
 * and flushed; so whatever has that name is whole.
 *
 * @param directory the folder under its own name
 */
public record BackupFolder(Path directory) {

    public static final String DUMP = "database.dump";
    public static final String GLOBALS = "globals.sql";
    public static final String MANIFEST = "manifest.json";

    private static final List<String> FILES = List.of(DUMP, GLOBALS, MANIFEST);
    /** Ends the name of a folder that is being written. */
    static final String PART = ".part";
    /** Tells a folder that tvsh left half written from one of somebody else. */
    private static final String MARK = ".tvsh-backup";

    static boolean isPart(Path path) {
        return path.toString().endsWith(PART);
    }

    /** The backup that the folder that is being written would become. */
    static BackupFolder ofPart(Path part) {
        String path = part.toString();
        return new BackupFolder(Path.of(path.substring(0, path.length() - PART.length())));
    }

    public Path dump() {
        return directory.resolve(DUMP);
    }

    /**
     * The manifest.
     *
     * @throws TvshException if it cannot be read
     */
    public Manifest manifest() {
        return ManifestFile.read(manifestFile());
    }

    public Path manifestFile() {
        return directory.resolve(MANIFEST);
    }

    public boolean exists() {
        return Files.exists(directory);
    }

    /** The size of its files, in bytes. */
    public long bytes() {
        long sum = 0;
        for (String name : FILES) {
            sum += directory.resolve(name).toFile().length();
        }
        return sum;
    }

    /** A file of the folder that is being written. */
    Path part(String name) {
        return part().resolve(name);
    }

    /** Makes the folder to write into, readable to nobody else. */
    void begin() throws IOException {
        Path parent = directory.getParent();
        if (parent != null) {
            Files.createDirectories(
                    parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.createDirectory(
                part(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        write(MARK, "tvsh writes a backup here\n");
    }

    /** Writes a file into the folder that is being written. */
    void write(String name, String text) throws IOException {
        Path file = Files.createFile(
                part(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
    }

    /** Sums the files up, flushes everything, and gives the folder its name. */
    void complete() throws IOException {
        write(Checksums.FILE, Checksums.of(part(), FILES));
        Files.delete(part(MARK));
        try (Stream<Path> files = Files.list(part())) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                flush(file);
            }
        }
        flush(part());
        Files.move(part(), directory, StandardCopyOption.ATOMIC_MOVE);
        Path parent = directory.getParent();
        if (parent != null) {
            flush(parent);
        }
    }

    /**
     * Removes what a run has left that did not complete.
     *
     * @return whether there was anything
     */
    boolean discard() throws IOException {
        if (!Files.isDirectory(part())) {
            return false;
        }
        if (!written()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    part() + " is in the way and was not written by tvsh",
                    List.of("Nothing was changed. Move it away, or take another folder: backup --to DIR"));
        }
        try (Stream<Path> tree = Files.walk(part())) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        return true;
    }

    /** What is wrong with this backup; empty if its files are what was written. */
    public Optional<String> fault() {
        try {
            if (!Files.isDirectory(directory)) {
                return Optional.of("there is no folder " + directory);
            }
            return Checksums.fault(directory, FILES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the half written folder is one of tvsh: marked, summed up, or not yet marked and empty. */
    private boolean written() throws IOException {
        if (Files.exists(part(MARK)) || Files.exists(part(Checksums.FILE))) {
            return true;
        }
        try (Stream<Path> files = Files.list(part())) {
            return files.findAny().isEmpty();
        }
    }

    private Path part() {
        return directory.resolveSibling(directory.getFileName() + PART);
    }

    private static void flush(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
