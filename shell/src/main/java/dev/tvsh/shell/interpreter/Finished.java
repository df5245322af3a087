package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.transcript.StableDigest;
import dev.tvsh.commands.transcript.Transcript;
import java.util.List;
import java.util.Map;

/**
 * An input that has ended.
 *
 * @param answer what a script does now
 * @param record what the transcript keeps
 */
public record Finished(Answer answer, Transcript.Result record) {

    /** An input with nothing to compare but how it ended. */
    static Finished plain(Answer answer, String tag, long millis) {
        String outcome = switch (answer.exitCode()) {
            case DONE -> "ok";
            case REFUSED -> "refused";
            default -> "error";
        };
        return new Finished(
                answer,
                new Transcript.Result(
                        outcome,
                        answer.exitCode().status(),
                        tag,
                        Map.of(),
                        millis,
                        null,
                        List.of(),
                        StableDigest.of(List.of(outcome))));
    }
}
