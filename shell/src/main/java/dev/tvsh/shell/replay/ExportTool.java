package dev.tvsh.shell.replay;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.transcript.Verification;
import dev.tvsh.shell.input.Lexer;
import dev.tvsh.templates.Templates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code tvsh export TRANSCRIPT --to tvsh|sql|sh|md}: writes a transcript in another form, to read or to run again. */
public final class ExportTool {

    private final Templates templates;
    private final Supplier<Lexer> lexers;
    private final Consumer<String> lines;

    /**
     * The tool.
     *
     * @param lexers makes a lexer that knows no variables
     * @param lines takes the exported text, line by line
     */
    public ExportTool(Templates templates, Supplier<Lexer> lexers, Consumer<String> lines) {
        this.templates = templates;
        this.lexers = lexers;
        this.lines = lines;
    }

    /**
     * Exports.
     *
     * @param arguments what stands behind the word {@code export}
     * @throws TvshException if the transcript is not as it was written, unless {@code --unverified} says that this is fine
     */
    public ExitCode run(List<String> arguments) {
        List<String> words = new ArrayList<>(arguments);
        boolean unverified = words.remove("--unverified");
        if (words.size() != 3 || !words.get(1).equals("--to")) {
            throw usage("export takes one transcript and a form");
        }
        ExportFormat format = format(words.get(2));
        Path file = Path.of(words.get(0));
        // Read twice: nothing of a transcript may come out before all of it is known to be sound.
        Verification found = RecordedSession.verify(file, entry -> {});
        if (!found.intact() && !unverified) {
            throw new TvshException(
                    ExitCode.NEGATIVE,
                    file + ": " + found.problem(),
                    List.of("--unverified    exports it all the same"));
        }
        Export export = new Export(format, templates, lexers, lines);
        if (!found.intact()) {
            export.warn(found.problem());
        }
        RecordedSession.verify(file, export);
        return ExitCode.DONE;
    }

    private static ExportFormat format(String name) {
        for (ExportFormat format : ExportFormat.values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
                return format;
            }
        }
        throw usage("there is no form '" + name + "'");
    }

    private static TvshException usage(String what) {
        return new TvshException(
                ExitCode.FATAL, what, List.of("tvsh export TRANSCRIPT --to tvsh|sql|sh|md [--unverified]"));
    }
}
