package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.transcript.Transcript;
import dev.tvsh.shell.render.MessageText;
import dev.tvsh.shell.render.PrintSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs the user's own SQL in the user's own session. */
final class StatementExecutor {

    private static final String CANCELLED = "57014";

    private final ShellState state;
    private final Interrupts interrupts;

    StatementExecutor(ShellState state, Interrupts interrupts) {
        this.state = state;
        this.interrupts = interrupts;
    }

    /**
     * Runs one statement and shows what it returns.
     *
     * @param prefix stands before an error
     */
    Finished run(String statement, PrintSettings settings, String prefix) {
        long begun = System.nanoTime();
        StatementResult result = new StatementResult(state, settings, prefix, interrupts::interrupt);
        try {
            Session session = state.connection().session();
            interrupts.add(session);
            try {
                session.execute(statement, result);
            } finally {
                interrupts.remove(session);
            }
            state.lastStatement(statement);
            remember("00000", false, result.rows());
            return finished(Answer.OK, "ok", result, begun, null);
        } catch (ConnectionLostException e) {
            result.abandon();
            show(e, statement, prefix);
            state.output().error("""
                    The connection is lost%s.
                    tvsh connects again at the next input, and repeats nothing.
                    """.formatted(
                            e.statement().isEmpty() ? "" : "; whether the statement took effect is not known"));
            remember(e.sqlState(), true, result.rows());
            return finished(Answer.error(ExitCode.CONNECTION), "lost", result, begun, e.sqlState());
        } catch (DatabaseException e) {
            result.abandon();
            state.lastStatement(statement);
            if (!state.output().broken()) {
                show(e, statement, prefix);
            }
            remember(e.sqlState(), true, result.rows());
            boolean cancelled = interrupts.asked() && e.sqlState().equals(CANCELLED);
            ExitCode code = cancelled ? ExitCode.INTERRUPTED : ExitCode.SCRIPT;
            return finished(Answer.error(code), cancelled ? "cancelled" : "error", result, begun, e.sqlState());
        }
    }

    private void show(DatabaseException e, String statement, String prefix) {
        state.lastError(new ShellState.LastError(e.error(), statement));
        state.variables().tell("LAST_ERROR_MESSAGE", e.error().message());
        state.variables().tell("LAST_ERROR_SQLSTATE", e.sqlState());
        MessageText.Verbosity verbosity = StatementResult.verbosity(state.variables());
        state.output().error(prefix + MessageText.error(e.error(), statement, verbosity));
        if (state.variables().is(Variables.ECHO, "errors")) {
            state.output().error(prefix + "STATEMENT:  " + statement + "\n");
        }
    }

    private void remember(String sqlState, boolean error, long rows) {
        state.variables().tell("SQLSTATE", sqlState);
        state.variables().tell("ERROR", Boolean.toString(error));
        state.variables().tell("ROW_COUNT", Long.toString(rows));
    }

    private Finished finished(
            Answer answer,
            String outcome,
            StatementResult result,
            long begun,
            @org.jspecify.annotations.Nullable String sqlState) {
        long nanos = System.nanoTime() - begun;
        if (sqlState != null) {
            result.digest("error " + sqlState);
        }
        if (state.timing()) {
            state.output().print("Time: " + duration(nanos / 1e6) + "\n");
        }
        Transcript.Result record = new Transcript.Result(
                outcome,
                answer.exitCode().status(),
                result.tag(),
                Map.of("rows", result.rows()),
                nanos / 1_000_000,
                sqlState,
                List.of(),
                result.hex());
        return new Finished(answer, record);
    }

    /** A duration as {@code \timing} shows it. */
    static String duration(double millis) {
        String text = String.format(Locale.ROOT, "%.3f ms", millis);
        if (millis < 1000) {
            return text;
        }
        double seconds = millis / 1000;
        long minutes = (long) (seconds / 60);
        seconds -= minutes * 60;
        if (minutes < 60) {
            return text + String.format(Locale.ROOT, " (%02d:%06.3f)", minutes, seconds);
        }
        return text + String.format(Locale.ROOT, " (%02d:%02d:%06.3f)", minutes / 60, minutes % 60, seconds);
    }
}
