package dev.tvsh.commands;

import java.util.List;
import java.util.Map;

/**
 * What a command answers.
 *
 * @param exitCode whether the answer is positive
 * @param document the answer as one JSON document: records, maps, lists, strings, numbers, booleans
 * @param stable the lines of the answer that must come out the same when a transcript is replayed on an equal cluster:
 *     no times, durations, paths, ports or process numbers
 */
public record Outcome(ExitCode exitCode, Map<String, Object> document, List<String> stable) {

    public Outcome {
        stable = List.copyOf(stable);
    }

    public static Outcome done(Map<String, Object> document, List<String> stable) {
        return new Outcome(ExitCode.DONE, document, stable);
    }

    public static Outcome negative(Map<String, Object> document, List<String> stable) {
        return new Outcome(ExitCode.NEGATIVE, document, stable);
    }
}
