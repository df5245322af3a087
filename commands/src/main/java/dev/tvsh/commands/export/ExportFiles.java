package dev.tvsh.commands.export;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an export goes.
 *
 * @param script the psql script; empty if it is not wanted
 * @param json the same as JSON; empty if it is not wanted
 */
record ExportFiles(Optional<Path> script, Optional<Path> json) {

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
}
