package dev.tvsh.commands.journal;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.files.FileWork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An append-only file of JSON lines, each on disk when {@link #append} returns.
 *
 * <p>A last line without its line end was being written when a process died. Nobody was told that it is there, so it is not.
 */
final class JournalFile {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Path file;

    JournalFile(Path file) {
        this.file = file;
    }

    boolean isAt(Path other) {
        return file.equals(other);
    }

    String name() {
        return file.getFileName().toString();
    }

    /** Makes the folder of a file, readable by its owner only. */
    static void makeFolderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER));
        }
    }

    /** Opens a file for reading and writing, made readable by its owner only if it is new. */
    static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }

    void append(JournalRecord line) {
        try {
            FileWork.unbroken(() -> write(line));
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "cannot write the journal " + file + ": " + FileProblem.reason(e),
                    List.of("Without it there is no way back from a crash, so nothing more is changed."),
                    e);
        }
    }

    private void write(JournalRecord line) throws IOException {
        makeFolderOf(file);
        boolean isNew = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        try (FileChannel channel = open(file)) {
            // A tvsh on another database may write here too: an entry stays where its address put it.
            channel.lock();
            long end = endOfLastLine(channel);
            channel.truncate(end);
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(MAPPER.writeValueAsString(line) + "\n");
            for (long at = end; bytes.hasRemaining(); ) {
                at += channel.write(bytes, at);
            }
            channel.force(true);
        }
        if (isNew) {
            syncFolder();
        }
    }

    /** Hands over every whole line, oldest first. */
    void read(Consumer<JournalRecord> records) {
        if (!Files.exists(file)) {
            return;
        }
        int number = 0;
        try {
            for (String line : wholeLines()) {
                number++;
                records.accept(MAPPER.readValue(line, JournalRecord.class));
            }
        } catch (JacksonException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "the journal is damaged in line " + number + ": " + file,
                    List.of("It says what is begun and not undone. Repair or move it away before anything is changed."),
                    e);
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL, "cannot read the journal " + file + ": " + FileProblem.reason(e), List.of(), e);
        }
    }

    /** Cut where a line ends before anything is decoded: a torn line may end inside a character. */
    private List<String> wholeLines() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                lines.add(new String(bytes, from, at - from, StandardCharsets.UTF_8));
                from = at + 1;
            }
        }
        return lines;
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long at = channel.size(); at > 0; at--) {
            one.clear();
            channel.read(one, at - 1);
            if (one.get(0) == '\n') {
                return at;
            }
        }
        return 0;
    }

    /** A new name in a folder survives a power cut only once the folder is on disk too. */
    private void syncFolder() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
