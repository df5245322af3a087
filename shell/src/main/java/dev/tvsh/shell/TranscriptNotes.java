package dev.tvsh.shell;

import dev.tvsh.commands.transcript.Transcript;
import dev.tvsh.shell.render.Output;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells what happened to the connection: to the person, and to the transcript once there is one. */
final class TranscriptNotes implements Consumer<String> {

    private final Output output;
    private final boolean interactive;
    private @Nullable Transcript transcript;

    TranscriptNotes(Output output, boolean interactive) {
        this.output = output;
        this.interactive = interactive;
    }

    void keepIn(Transcript newTranscript) {
        transcript = newTranscript;
    }

    @Override
    public void accept(String note) {
        if (transcript != null) {
            transcript.note(note);
        }
        if (interactive) {
            output.error(note + "\n");
        }
    }
}
