package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.templates.ShellWord;
import java.io.IOException;
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
     * The SHA-256 of each file below a folder in hexadecimal, by its name; without the file of sums itself.
     *
     * @throws TvshException if one cannot be read, or has no sum
     */
    SortedMap<String, String> of(Path folder) throws IOException {
        SortedMap<String, String> sums = new TreeMap<>();
        HostResult result = context.here()
                .run(
                        context.templates().render("host/backup/sums.sh.vm", Map.of("folder", ShellWord.of(folder))),
                        Map.of(),
                        line -> add(line, sums));
        String failure = "the files of " + folder + " cannot be summed up";
        List<String> state = List.of("Nothing was changed.");
        ClientTools.requireSuccess(result, failure, ExitCode.FATAL, state);
        for (String name : Checksums.files(folder)) {
            if (!sums.containsKey(name)) {
                throw new TvshException(ExitCode.FATAL, failure + ": there is no sum of " + name, state);
            }
        }
        return sums;
    }

    /** A line that begins with a backslash has an escaped name. One with a line break in it is not taken: it has no sum. */
    private static void add(String line, Map<String, String> sums) {
        boolean escaped = line.startsWith("\\");
        String plain = escaped ? line.substring(1) : line;
        int name = Checksums.DIGITS + BEFORE_NAME;
        if (plain.length() > name && plain.startsWith("./", name - 2)) {
            String path = plain.substring(name);
            sums.put(escaped ? path.replace("\\\\", "\\") : path, plain.substring(0, Checksums.DIGITS));
        }
    }
}
