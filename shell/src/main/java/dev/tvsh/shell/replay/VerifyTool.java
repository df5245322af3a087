package dev.tvsh.shell.replay;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.transcript.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** {@code tvsh verify TRANSCRIPT}: tells whether a transcript is as it was written. */
public final class VerifyTool {

    private final Consumer<String> lines;

    /** @param lines takes what the operator is told, line by line */
    public VerifyTool(Consumer<String> lines) {
        this.lines = lines;
    }

    /**
     * Verifies.
     *
     * @param arguments what stands behind the word {@code verify}
     * @return {@link ExitCode#NEGATIVE} if the transcript is not as it was written
     */
    public ExitCode run(List<String> arguments) {
        List<String> files = new ArrayList<>(arguments);
        boolean unfinished = files.remove("--unfinished");
        if (files.size() != 1 || files.get(0).startsWith("-")) {
            throw new TvshException(
                    ExitCode.FATAL, "verify takes one transcript", List.of("tvsh verify TRANSCRIPT [--unfinished]"));
        }
        Verification found = RecordedSession.verify(Path.of(files.get(0)), entry -> {});
        String what = found.records() + " records, from " + found.from() + " to " + found.to();
        if (found.intact()) {
            lines.accept("verified, " + what);
            return ExitCode.DONE;
        }
        if (found.unfinished() && unfinished) {
            lines.accept("verified as far as it goes, " + what + "; " + found.problem());
            return ExitCode.DONE;
        }
        lines.accept("✗ " + found.problem());
        if (found.unfinished() && found.records() > 0) {
            lines.accept("  what there is, " + what + ", is as it was written");
            lines.accept("  --unfinished    takes that for an answer");
        }
        return ExitCode.NEGATIVE;
    }
}
