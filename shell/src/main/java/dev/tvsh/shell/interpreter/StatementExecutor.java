package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.transcript.Transcript;
import dev.tvsh.shell.render.MessageText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the user's own SQL in the user's own session. */
final class StatementExecutor {

    private static final String CANCELLED = "57014";

    private final ShellState state;
    private final Interrupts interrupts;
    private final SessionTemplates templates;

    StatementExecutor(ShellState state, Interrupts interrupts, SessionTemplates templates) {
        this.state = state;
        this.interrupts = interrupts;
        this.templates = templates;
    }

    /**
     * Runs one statement and shows what it returns.
     *
     * @param place where messages say that it stands
     */
    Finished run(String statement, Sending sending, MessagePlace place) {
        long begun = System.nanoTime();
        PagerLeft left = new PagerLeft(state, statement);
        StatementResult result = new StatementResult(state, sending, statement, place, interrupts::interrupt, left);
        try {
            Session session = state.connection().session();
            left.cancels(session);
            interrupts.add(session);
            boolean used;
            try (AutomaticBlock block = AutomaticBlock.enter(state, session, templates, statement)) {
                used = exchange(session, statement, sending, result, place);
                block.ran(result.tag());
            } finally {
                interrupts.remove(session);
            }
            state.lastStatement(statement);
            if (used) {
                succeeded(result.rowCount());
            }
            return finished(used ? Answer.OK : Answer.error(ExitCode.SCRIPT), "ok", result, begun, null);
        } catch (ConnectionLostException e) {
            result.abandon();
            show(e, statement, place.prefix());
            state.output().error(e.statement().isEmpty() ? """
                            Not connected; the statement was not sent.
                            tvsh tries again at the next input; \\c connects elsewhere.
                            """ : """
                            The connection is lost; whether the statement took effect is not known.
                            tvsh connects again at the next input, and repeats nothing.
                            """);
            return finished(Answer.error(ExitCode.CONNECTION), "lost", result, begun, e.sqlState());
        } catch (DatabaseException e) {
            result.abandon();
            state.lastStatement(statement);
            if (left.cancelled() && e.sqlState().equals(CANCELLED)) {
                succeeded("0");
                state.output().error("The query was cancelled when its pager was left.\n");
                return finished(Answer.OK, "cancelled", result, begun, e.sqlState());
            }
            if (!state.output().broken()) {
                show(e, statement, place.prefix());
            }
            boolean cancelled = interrupts.asked() && e.sqlState().equals(CANCELLED);
            ExitCode code = cancelled ? ExitCode.INTERRUPTED : ExitCode.SCRIPT;
            return finished(Answer.error(code), cancelled ? "cancelled" : "error", result, begun, e.sqlState());
        }
    }

    /** @return whether the result could be used as it should */
    private boolean exchange(
            Session session, String statement, Sending sending, StatementResult result, MessagePlace place) {
        if (sending.use() == Sending.Use.DESCRIBE) {
            describe(session, statement, result);
            return true;
        }
        session.execute(statement, result);
        KeptResult kept = result.kept();
        if (kept == null) {
            return true;
        }
        try {
            return use(kept, sending, result, place);
        } catch (TvshException e) {
            place.error(state.output(), e.getMessage());
            return false;
        }
    }

    private boolean use(KeptResult kept, Sending sending, StatementResult result, MessagePlace place) {
        switch (kept.hasRows() ? sending.use() : Sending.Use.PRINT) {
            case SET -> RowVariables.set(state, kept, sending.words(), place);
            case EXECUTE -> {
                return runCells(kept, place);
            }
            case CROSSTAB -> CrossTable.print(state, sending.settings(), kept, sending.words());
            default -> result.print(kept);
        }
        return true;
    }

    /** Every cell is a statement. */
    private boolean runCells(KeptResult kept, MessagePlace place) {
        boolean ok = true;
        for (List<@Nullable String> row : kept.rows()) {
            for (String cell : row) {
                if (cell == null) {
                    continue;
                }
                if (state.variables().is(Variables.ECHO, "all")) {
                    state.output().echo(cell + "\n");
                }
                Finished one = run(cell, Sending.plain(state), place);
                ok &= one.answer().isOk();
                boolean ends = !one.answer().isOk() && state.variables().isOn(Variables.ON_ERROR_STOP);
                if (ends || interrupts.asked()) {
                    return false;
                }
            }
        }
        return ok;
    }

    private void describe(Session session, String statement, StatementResult result) {
        Optional<String> query = templates.describe(session.describe(statement));
        if (query.isPresent()) {
            session.execute(query.get(), result);
            KeptResult kept = result.kept();
            if (kept != null) {
                result.print(kept);
            }
        } else {
            state.output().print("The command has no result, or the result has no columns.\n");
        }
    }

    private void show(DatabaseException e, String statement, String prefix) {
        Variables variables = state.variables();
        state.lastError(new ShellState.LastError(e.error(), statement));
        state.output().error(prefix + MessageText.error(e.error(), statement, Messages.show(variables)));
        state.output().complain(TviewsAdvice.about(e.error()));
        if (variables.is(Variables.ECHO, "errors")) {
            state.output().error(prefix + "STATEMENT:  " + statement + "\n");
        }
        variables.tell("ERROR", "true");
        variables.tell("SQLSTATE", e.sqlState());
        variables.tell("ROW_COUNT", "0");
        variables.tell("LAST_ERROR_SQLSTATE", e.sqlState());
        variables.tell("LAST_ERROR_MESSAGE", e.error().message());
    }

    private void succeeded(String rowCount) {
        state.variables().tell("ERROR", "false");
        state.variables().tell("SQLSTATE", "00000");
        state.variables().tell("ROW_COUNT", rowCount);
    }

    private Finished finished(
            Answer answer, String outcome, StatementResult result, long begun, @Nullable String sqlState) {
        long nanos = (result.completed() == 0 ? System.nanoTime() : result.completed()) - begun;
        if (sqlState != null) {
            result.digest("error " + sqlState);
        }
        if (state.timing()) {
            state.output().echo("Time: " + duration(nanos / 1e6) + "\n");
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
