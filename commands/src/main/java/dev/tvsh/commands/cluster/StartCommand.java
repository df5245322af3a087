package dev.tvsh.commands.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * How a server was started, as it wrote it down itself in {@code postmaster.opts}.
 *
 * @param program the program; empty if unknown
 * @param directory the value of {@code -D}; empty if it was not given
 * @param options every other word, as it was given
 */
public record StartCommand(String program, String directory, List<String> options) {

    public StartCommand {
        options = List.copyOf(options);
    }

    /** The options, those that set something as {@code name=value}. */
    List<String> settings() {
        return options.stream()
                .filter(word -> !word.equals("-c"))
                .map(word -> word.replaceFirst("^(-c|--)(?=.)", ""))
                .toList();
    }

    /** Reads the line of {@code postmaster.opts}: the program, then each word in double quotes, nothing escaped. */
    static StartCommand parse(String line) {
        int start = line.indexOf(" \"");
        if (start < 0 || !line.endsWith("\"")) {
            return new StartCommand(line.strip(), "", List.of());
        }
        String directory = "";
        List<String> options = new ArrayList<>();
        String[] words = line.substring(start + 2, line.length() - 1).split("\" \"", -1);
        for (int i = 0; i < words.length; i++) {
            if (words[i].equals("-D") && i + 1 < words.length) {
                i++;
                directory = words[i];
            } else if (words[i].startsWith("-D")) {
                directory = words[i].substring(2);
            } else {
                options.add(words[i]);
            }
        }
        return new StartCommand(line.substring(0, start), directory, options);
    }
}
