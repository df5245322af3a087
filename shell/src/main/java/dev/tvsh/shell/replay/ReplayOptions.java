package dev.tvsh.shell.replay;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code tvsh replay} was asked for.
 *
 * @param transcript the file
 * @param set values in place of the recorded ones
 * @param step whether to ask at each difference
 * @param yes whether the replayed commands go on without asking
 * @param json whether to print one JSON document and nothing else
 * @param unfinished whether a transcript without an end will do
 * @param others all other arguments, which say where to connect
 */
public record ReplayOptions(
        Path transcript,
        Map<String, String> set,
        boolean step,
        boolean yes,
        boolean json,
        boolean unfinished,
        List<String> others) {

    public ReplayOptions {
        set = Map.copyOf(set);
        others = List.copyOf(others);
    }

    /**
     * Takes its own options out of the arguments behind the word {@code replay}; the first one is the transcript.
     *
     * @throws TvshException with {@link ExitCode#FATAL} if the transcript or a value is missing
     */
    public static ReplayOptions parse(List<String> arguments) {
        if (arguments.isEmpty() || arguments.get(0).startsWith("-")) {
            throw usage("replay needs a transcript");
        }
        Map<String, String> set = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        List<String> flags = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--step", "--yes", "--json", "--unfinished" -> flags.add(argument);
                case "--set" -> {
                    i++;
                    put(set, i < arguments.size() ? arguments.get(i) : "");
                }
                default -> {
                    if (argument.startsWith("--set=")) {
                        put(set, argument.substring("--set=".length()));
                    } else {
                        others.add(argument);
                    }
                }
            }
        }
        return new ReplayOptions(
                Path.of(arguments.get(0)),
                set,
                flags.contains("--step"),
                flags.contains("--yes"),
                flags.contains("--json"),
                flags.contains("--unfinished"),
                others);
    }

    private static void put(Map<String, String> set, String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw usage("--set takes NAME=VALUE, not '" + assignment + "'");
        }
        set.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }

    private static TvshException usage(String what) {
        return new TvshException(
                ExitCode.FATAL,
                what,
                List.of("tvsh replay TRANSCRIPT [CONNECTION] [--set NAME=VALUE]... [--step] [--yes] [--json]"));
    }
}
