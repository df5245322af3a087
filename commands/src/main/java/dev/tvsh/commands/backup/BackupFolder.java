package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.files.FileWork;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
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

    /** In the place of {@link #DUMP} where each table has a file of its own. */
    public static final String DUMP_DIRECTORY = "database";

    /** In the place of these and of {@link #GLOBALS}: the files of a cluster. */
    public static final String CLUSTER = "cluster";

    /** Beside it: configuration files from outside of the data directory, each at its own path. */
    static final String CONFIGURATION = "configuration";

    private static final List<String> NEEDED = List.of(GLOBALS, MANIFEST);
    private static final List<String> NEEDED_OF_CLUSTER = List.of(MANIFEST, CLUSTER + "/backup_manifest");
    /** Not in the sums: what comes when the backup was proved, and the mark if its writer died before he took it away. */
    private static final Set<String> LATER = Set.of(Proof.FILE, Proof.FILE + ".part", WriterMark.NAME);
    /** Ends the name of a folder that is being written. */
    static final String PART = ".part";

    /** What tells that a folder is one of tvsh goes last, so that the rest of a removal that was interrupted is known. */
    private static final Comparator<Path> LAST_MARKS = Comparator.<Path>comparingInt(
                    path -> path.endsWith(WriterMark.NAME) || path.endsWith(Checksums.FILE)
                            ? 1
                            : path.toString().endsWith(PART) ? 2 : 0)
            .thenComparing(Comparator.reverseOrder());

    static boolean isPart(Path path) {
        return path.toString().endsWith(PART);
    }

    /** The backup that the folder that is being written would become. */
    static BackupFolder ofPart(Path part) {
        String path = part.toString();
        return new BackupFolder(Path.of(path.substring(0, path.length() - PART.length())));
    }

    /** What it is called in lists. */
    public String name() {
        return String.valueOf(directory.getFileName());
    }

    /** Whether it is a copy of a whole cluster, and none that pg_restore reads. */
    public boolean isCluster() {
        return Files.isDirectory(directory.resolve(CLUSTER));
    }

    /** The configuration that lay outside of the data directory, if it is in this backup. */
    public Optional<Path> configuration() {
        return Optional.of(directory.resolve(CONFIGURATION)).filter(Files::isDirectory);
    }

    /** What pg_restore reads. */
    public Path dump() {
        Path several = directory.resolve(DUMP_DIRECTORY);
        return Files.isDirectory(several) ? several : directory.resolve(DUMP);
    }

    /** When and how it was proved; empty if it was not, or is not the one that was proved. */
    public Optional<Proof> proof() {
        try {
            String now = sums();
            return Proof.read(directory.resolve(Proof.FILE))
                    .filter(proof -> proof.sums().equals(now));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Marks it as proved, on disk when this returns. */
    void proved(Proof proof) throws IOException {
        Path file = directory.resolve(Proof.FILE);
        Path written = directory.resolve(Proof.FILE + PART);
        Files.deleteIfExists(written);
        Files.createFile(written, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        FileWork.unbroken(() -> {
            Files.writeString(written, proof.toJson());
            TreeFlush.flush(written);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            TreeFlush.flush(directory);
        });
    }

    /** Tells this backup from every other. */
    String sums() throws IOException {
        return Checksums.sha256(directory.resolve(Checksums.FILE));
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

    /**
     * What a look at a backup tells, without reading it.
     *
     * @param bytes the size of its files; empty if they cannot be looked at
     * @param fault what is wrong: a file is gone, or it has another size than when it was written, or nobody can look. Empty
     *     does not mean that it is whole; that is for {@link BackupFolder#fault}
     */
    record Look(OptionalLong bytes, Optional<String> fault) {}

    /**
     * Looks at it.
     *
     * @param written its size when it was written, in bytes; empty if nobody knows it
     */
    Look look(OptionalLong written) {
        long now;
        try {
            now = bytes();
        } catch (UncheckedIOException e) {
            return new Look(
                    OptionalLong.empty(),
                    Optional.of(
                            "its files cannot be looked at: " + FileProblem.of(Objects.requireNonNull(e.getCause()))));
        }
        Optional<String> missing = Stream.concat(Stream.of(Checksums.FILE), needed().stream())
                .filter(name -> !Files.exists(directory.resolve(name)))
                .findFirst()
                .map(name -> name + " is missing");
        return new Look(OptionalLong.of(now), missing.or(() -> otherSize(now, written)));
    }

    private static Optional<String> otherSize(long now, OptionalLong written) {
        return written.isEmpty() || written.getAsLong() == now
                ? Optional.empty()
                : Optional.of("its files have " + now + " bytes, and had " + written.getAsLong());
    }

    /** The size of its files as they were written, in bytes. */
    public long bytes() {
        try {
            long sum = 0;
            for (String name : Checksums.files(directory)) {
                sum += LATER.contains(name) ? 0 : Files.size(directory.resolve(name));
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the folder that is being written. */
    Path part(String name) {
        return part().resolve(name);
    }

    /**
     * Makes the folder to write into, readable to nobody else.
     *
     * @return what its writer holds until it is complete
     */
    WriterMark begin() throws IOException {
        Path parent = directory.getParent();
        if (parent != null) {
            Files.createDirectories(
                    parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.createDirectory(
                part(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return WriterMark.make(part());
    }

    /** Writes a file into the folder that is being written. */
    void write(String name, String text) throws IOException {
        Path file = Files.createFile(
                part(name), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        FileWork.unbroken(() -> Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE));
    }

    /** Sums the files up, flushes everything, and gives the folder its name; that is on disk after {@link #settle}. */
    void complete(CommandContext context) throws IOException {
        SortedMap<String, String> files;
        // A disk writes while a processor sums up.
        try (TreeFlush flush = TreeFlush.begin(part(), part(WriterMark.NAME))) {
            files = new FileSums(context).of(part());
            flush.await();
        }
        files.remove(WriterMark.NAME);
        seal(files);
    }

    /** Writes the sums, and gives the folder its name. */
    void seal(SortedMap<String, String> sums) throws IOException {
        FileWork.unbroken(() -> {
            write(Checksums.FILE, Checksums.of(sums));
            TreeFlush.flush(part(Checksums.FILE));
            TreeFlush.flush(part());
            // Marked until then: nobody takes it for a leftover.
            Files.move(part(), directory, StandardCopyOption.ATOMIC_MOVE);
        });
    }

    /** Takes the mark away and makes the name last: on disk when this returns. */
    void settle() throws IOException {
        FileWork.unbroken(() -> {
            Files.deleteIfExists(directory.resolve(WriterMark.NAME));
            TreeFlush.flush(directory);
            Path parent = directory.getParent();
            if (parent != null) {
                TreeFlush.flush(parent);
            }
        });
    }

    /**
     * Removes what a run has left that did not complete.
     *
     * @return whether there was anything
     * @throws TvshException with {@link ExitCode#REFUSED} if it is not of tvsh, or another tvsh writes it
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
        Optional<WriterMark> mark = WriterMark.take(part());
        try {
            removePart();
        } finally {
            mark.ifPresent(WriterMark::close);
        }
        return true;
    }

    /** Whether another tvsh writes it. */
    boolean isBeingWritten() throws IOException {
        try {
            WriterMark.take(part()).ifPresent(WriterMark::close);
            return false;
        } catch (TvshException e) {
            return true;
        }
    }

    private void removePart() throws IOException {
        List<Path> all;
        try (Stream<Path> tree = Files.walk(part())) {
            all = tree.sorted(LAST_MARKS).toList();
        }
        for (Path path : all) {
            openUp(path);
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    /** Whoever took the right to write into a folder kept its owner from writing, and would keep him from removing. */
    private static void openUp(Path path) throws IOException {
        if (Files.isDirectory(path) && !Files.isWritable(path)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** The folder that it is written into, or was moved to in order to be removed. */
    Path part() {
        return directory.resolveSibling(directory.getFileName() + PART);
    }

    /** What is wrong with this backup; empty if its files are what was written. @throws TvshException if one cannot be read */
    public Optional<String> fault(CommandContext context) {
        try {
            if (!Files.isDirectory(directory)) {
                return Optional.of("there is no folder " + directory);
            }
            return Checksums.fault(directory, needed(), LATER, new FileSums(context));
        } catch (ClosedByInterruptException e) {
            // Answered with this.
            Thread.interrupted();
            throw new TvshException(ExitCode.INTERRUPTED, "interrupted", List.of(), e);
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "the files of the backup " + directory + " cannot be looked at: " + FileProblem.of(e),
                    List.of("Nothing was changed."),
                    e);
        }
    }

    private List<String> needed() {
        if (isCluster()) {
            return NEEDED_OF_CLUSTER;
        }
        String dump = Files.isDirectory(directory.resolve(DUMP_DIRECTORY)) ? DUMP_DIRECTORY + "/toc.dat" : DUMP;
        return Stream.concat(NEEDED.stream(), Stream.of(dump)).toList();
    }

    /** Whether the half written folder is one of tvsh: marked, summed up, or not yet marked and empty. */
    private boolean written() throws IOException {
        if (Files.exists(part(WriterMark.NAME)) || Files.exists(part(Checksums.FILE))) {
            return true;
        }
        try (Stream<Path> files = Files.list(part())) {
            return files.findAny().isEmpty();
        }
    }
}
