package dev.tvsh.commands.export;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where an export goes.
 *
 * @param script the psql script; empty if it is not wanted
 * @param json the same as JSON; empty if it is not wanted
 */
record ExportFiles(Optional<Path> script, Optional<Path> json) {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /**
     * The files for what the user named: a folder that is there, or whose name ends in a slash, gets both.
     *
     * @throws TvshException with {@link ExitCode#REFUSED} if one of them is there and may not be replaced
     */
    static ExportFiles at(Path target, boolean replace) {
        ExportFiles files = files(target);
        if (!replace) {
            files.stream()
                    .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                    .findFirst()
                    .ifPresent(file -> {
                        throw new TvshException(
                                ExitCode.REFUSED,
                                file + " is there already",
                                List.of("export-tviews --force    replaces it"));
                    });
        }
        return files;
    }

    private static ExportFiles files(Path target) {
        String name = String.valueOf(target.getFileName());
        if (name.endsWith(".json")) {
            return new ExportFiles(Optional.empty(), Optional.of(target));
        }
        if (name.endsWith(".sql")) {
            return new ExportFiles(Optional.of(target), Optional.empty());
        }
        return Files.exists(target) && !Files.isDirectory(target)
                ? new ExportFiles(Optional.of(target), Optional.empty())
                : new ExportFiles(
                        Optional.of(target.resolve("tviews.sql")), Optional.of(target.resolve("tviews.json")));
    }

    private Stream<Path> stream() {
        return Stream.concat(script.stream(), json.stream());
    }

    List<String> names() {
        return stream().map(Path::toString).toList();
    }

    String shown() {
        return String.join(", ", names());
    }

    /** Writes them, each whole or not at all, readable by their owner only. */
    void write(String scriptText, String jsonText) {
        script.ifPresent(file -> write(file, scriptText));
        json.ifPresent(file -> write(file, jsonText));
    }

    private static void write(Path file, String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path part = Files.createTempFile(folder, ".tvsh", ".part", OWNER_ONLY);
            Files.write(part, text.getBytes(StandardCharsets.UTF_8));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new TvshException(ExitCode.FATAL, "cannot write " + file + ": " + e.getMessage(), List.of(), e);
        }
    }
}
