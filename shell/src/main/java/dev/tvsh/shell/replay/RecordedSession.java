package dev.tvsh.shell.replay;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.transcript.TranscriptRecord;
import dev.tvsh.commands.transcript.TranscriptVerifier;
import dev.tvsh.commands.transcript.Verification;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a replay needs of a transcript. The file is opened and read once, so that what runs is what was verified.
 *
 * @param operator who worked, and where
 * @param database the database that was worked on
 * @param verification whether the records are as they were written
 */
record RecordedSession(String operator, String database, Verification verification, List<RecordedInput> inputs) {

    RecordedSession {
        inputs = List.copyOf(inputs);
    }

    /** @throws TvshException with {@link ExitCode#FATAL} if the file cannot be read */
    static RecordedSession read(Path file) {
        InputCollector collector = new InputCollector();
        Verification verification = verify(file, collector);
        return new RecordedSession(collector.operator(), collector.database(), verification, collector.inputs());
    }

    /** Reads and verifies a transcript. @throws TvshException with {@link ExitCode#FATAL} if it cannot be read */
    static Verification verify(Path file, Consumer<TranscriptRecord> records) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return TranscriptVerifier.verify(in, records);
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "cannot read " + file + ": " + e.getClass().getSimpleName().replace("Exception", ""),
                    List.of(),
                    e);
        }
    }
}
