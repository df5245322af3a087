package dev.tvsh.shell.replay;

import dev.tvsh.commands.transcript.Transcript.Result;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An input of a transcript.
 *
 * @param text as it was typed
 * @param ran as it ran
 * @param values the variables that were put in
 * @param masked whether a secret was taken out of it
 * @param included whether it ran other inputs, which are recorded themselves
 * @param result how it ended; null if the session was cut off before
 */
record RecordedInput(
        String text,
        String ran,
        Map<String, String> values,
        boolean masked,
        boolean included,
        @Nullable Result result) {

    RecordedInput {
        values = Map.copyOf(values);
    }
}
