package dev.tvsh.commands.transcript;

import dev.tvsh.templates.Rendered;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The record of a session. What may change something is on disk before it runs; secrets are masked before. */
public interface Transcript extends AutoCloseable {

    /**
     * An input is about to run.
     *
     * @param text as it was typed, with its variables unexpanded
     * @param ran as it runs, with its variables expanded
     * @param values the variables that {@code text} refers to, with the values that were put in
     * @param source where it came from: {@code terminal}, {@code -c}, {@code stdin}, or a file name and line
     */
    void input(String text, String ran, Map<String, String> values, String source);

    /**
     * Templates were rendered and are about to run.
     *
     * @param looks whether nothing can be changed where they run; then they are written, and on disk with what comes next
     */
    void rendered(List<Rendered> script, boolean looks);

    /** The operator answered a question. */
    void answer(String question, String answer);

    /** Something worth keeping that no input asked for: a lost connection, a reconnect. */
    void note(String text);

    /** The input that was recorded last has ended. */
    void result(Result result);

    /** Where the transcript is kept; empty if it is off. */
    String location();

    @Override
    void close();

    /**
     * How an input ended.
     *
     * @param outcome {@code ok}, {@code error}, {@code negative}, {@code refused}, {@code cancelled} or {@code lost}
     * @param exitCode the exit code that it stands for
     * @param tag the command tag of SQL, or the name of the command
     * @param counts rows, findings and the like, by name
     * @param millis how long it took, in milliseconds
     * @param sqlState the SQLSTATE of an error
     * @param stable the lines that a replay compares; kept as they are for commands
     * @param digest the SHA-256 of the stable part in hexadecimal, also where its lines are too many or too private to keep
     */
    record Result(
            String outcome,
            int exitCode,
            String tag,
            Map<String, Long> counts,
            long millis,
            @Nullable String sqlState,
            List<String> stable,
            String digest) {

        public Result {
            counts = Map.copyOf(counts);
            stable = List.copyOf(stable);
        }
    }
}
