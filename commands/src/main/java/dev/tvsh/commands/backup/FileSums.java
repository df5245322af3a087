package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.templates.ShellWord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sums up files on the host. */
final class FileSums {

    /** Between the digits of a sum and the name, which is relative to the folder: two blanks, or a blank and a star. */
    private static final int BEFORE_NAME = "  ./".length();

    private final CommandContext context;

    FileSums(CommandContext context) {
        this.context = context;
    }

    /**
     * The SHA-256 of each file below a folder in hexadecimal, by its name with slashes; without the file of sums itself.
     *
     * @throws TvshException if one cannot be read
     */
    SortedMap<String, String> of(Path folder) {
        SortedMap<String, String> sums = new TreeMap<>();
        HostResult result = context.here()
                .run(
                        context.templates().render("host/backup/sums.sh.vm", Map.of("folder", ShellWord.of(folder))),
                        Map.of(),
                        line -> add(line, sums));
        ClientTools.requireSuccess(
                result,
                "the files of " + folder + " cannot be summed up",
                ExitCode.FATAL,
                List.of("Nothing was changed."));
        return sums;
    }

    /** A name that would need escaping is none that pg_dump or tvsh gives; it is missing then. */
    private static void add(String line, Map<String, String> sums) {
        int name = Checksums.DIGITS + BEFORE_NAME;
        if (line.length() > name && line.startsWith("./", name - 2)) {
            sums.put(line.substring(name), line.substring(0, Checksums.DIGITS));
        }
    }
}
