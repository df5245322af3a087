package dev.tvsh.shell.replay;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.transcript.Verification;
import dev.tvsh.shell.input.Input;
import dev.tvsh.shell.input.InputException;
import dev.tvsh.shell.input.Lexer;
import dev.tvsh.shell.input.VariableSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs the inputs of a verified transcript again, and stops where something else comes out than was recorded. */
public final class Replay {

    private final ReplayOptions options;
    private final ReplayedShell shell;
    private final ReplayReport report;
    private final Optional<StepQuestion> question;
    private int differences;

    /**
     * A replay.
     *
     * @param lines takes what the operator is told, line by line
     * @param question asks at a difference; empty if nobody can be asked
     */
    public Replay(ReplayOptions options, ReplayedShell shell, Consumer<String> lines, Optional<StepQuestion> question) {
        this.options = options;
        this.shell = shell;
        this.report = new ReplayReport(options.json() ? line -> {} : lines);
        this.question = options.step() ? question : Optional.empty();
    }

    /**
     * Runs to the end or to the first difference.
     *
     * @return {@link ExitCode#DONE} if all came out the same, {@link ExitCode#NEGATIVE} if something did not,
     *     {@link ExitCode#REFUSED} if an input may not run
     * @throws TvshException if the transcript cannot be read, or is not as it was written
     */
    public ExitCode run() {
        RecordedSession session = RecordedSession.read(options.transcript());
        requireIntact(session.verification());
        report.begin(options.transcript(), session);
        ExitCode exitCode = ExitCode.DONE;
        for (RecordedInput input : session.inputs()) {
            Next next = step(input);
            if (next == Next.REFUSED || next == Next.DIFFERENT) {
                exitCode = next == Next.REFUSED ? ExitCode.REFUSED : ExitCode.NEGATIVE;
                break;
            }
            if (next == Next.END) {
                break;
            }
        }
        if (exitCode == ExitCode.DONE && differences > 0) {
            exitCode = ExitCode.NEGATIVE;
        }
        report.end(exitCode, differences);
        return exitCode;
    }

    /** The answer as one document, for {@code --json}. */
    public Map<String, Object> document() {
        return report.document();
    }

    private void requireIntact(Verification verification) {
        if (verification.intact() || (verification.unfinished() && options.unfinished())) {
            return;
        }
        throw new TvshException(
                ExitCode.NEGATIVE,
                options.transcript() + ": " + verification.problem(),
                List.of(
                        verification.unfinished()
                                ? "  --unfinished    replays what there is"
                                : "Nothing was run: this is not what was recorded."));
    }

    private Next step(RecordedInput recorded) {
        report.next(recorded);
        if (recorded.included()) {
            return report.passed("its inputs follow", Next.GO_ON);
        }
        if (recorded.result() != null && recorded.result().outcome().equals("cancelled")) {
            return report.passed("was cancelled when it was recorded", Next.GO_ON);
        }
        if (recorded.masked()) {
            return refused("it held a secret, which is not in the transcript");
        }
        VariableSource variables = variables(recorded);
        Lexer lexer = shell.lexer(variables);
        Input input;
        try {
            input = read(lexer, isChanged(recorded) ? recorded.text() : recorded.ran());
        } catch (InputException e) {
            return refused("it cannot be read: " + e.getMessage());
        }
        if (input == null) {
            return refused("it is not one input");
        }
        if (ReplayGuard.steers(input)) {
            return report.passed("what ran under it follows", Next.GO_ON);
        }
        if (ReplayGuard.ends(input)) {
            return report.passed("the end", Next.END);
        }
        String refusal = ReplayGuard.refusal(input);
        return refusal.isEmpty() ? run(recorded, input, lexer) : refused(refusal);
    }

    private Next run(RecordedInput recorded, Input input, Lexer lexer) {
        while (true) {
            Comparison comparison =
                    new Comparison(recorded.result(), shell.run(input, lexer, "replay:" + report.position()));
            report.compared(comparison);
            if (comparison.same()) {
                return Next.GO_ON;
            }
            if (comparison.unconfirmed()) {
                report.hint("--yes    lets the commands of a replay go on without asking");
                return Next.REFUSED;
            }
            switch (ask("[g]o on   [s]kip   [r]etry   [a]bort ? ", "gsra")) {
                case "g", "s" -> {
                    differences++;
                    return Next.GO_ON;
                }
                case "r" -> {}
                default -> {
                    differences++;
                    return Next.DIFFERENT;
                }
            }
        }
    }

    private Next refused(String reason) {
        report.refused(reason);
        return ask("[s]kip   [a]bort ? ", "sa").equals("s") ? Next.GO_ON : Next.REFUSED;
    }

    /** Asks until the answer begins with one of the letters; no more answers, or nobody to ask, is to abort. */
    private String ask(String choices, String letters) {
        while (question.isPresent()) {
            String answer = question.get().ask("        " + choices);
            if (answer == null) {
                return "a";
            }
            String letter = answer.isBlank() ? "" : answer.strip().substring(0, 1);
            if (!letter.isEmpty() && letters.contains(letter)) {
                return letter;
            }
        }
        return "a";
    }

    /** What runs is what ran. Only where a value was given anew is the typed text expanded again. */
    private boolean isChanged(RecordedInput recorded) {
        return recorded.values().keySet().stream().anyMatch(options.set()::containsKey);
    }

    private VariableSource variables(RecordedInput recorded) {
        if (!isChanged(recorded)) {
            return name -> null;
        }
        Map<String, String> values = new HashMap<>(recorded.values());
        values.keySet()
                .forEach(name -> values.computeIfPresent(
                        name, (key, value) -> options.set().getOrDefault(key, value)));
        return values::get;
    }

    /** The one input that the text is; null if it is none, or several. */
    static @Nullable Input read(Lexer lexer, String text) {
        lexer.feed(text.endsWith("\n") ? text : text + "\n");
        Input input = lexer.next();
        if (input == null) {
            return lexer.finish();
        }
        boolean more = lexer.next() != null || lexer.finish() != null;
        return more ? null : input;
    }

    /** What comes behind an input. */
    enum Next {
        GO_ON,
        END,
        DIFFERENT,
        REFUSED
    }
}
