package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.check.catalog.Ask;
import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.check.ledger.BuildMarks;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.TemplateException;
import java.util.List;

/** One check while it is asked. What goes wrong with it leaves it undetermined, and hurts no other. */
public final class Inquiry {
    private static final String CANCELED = "57014";

    private final CheckSpec spec;
    private final CheckContext context;
    private final QueryRows rows;
    private Answer answer = Answer.ok();
    private String longer = "";

    /** @param marks which objects were made anew since the server has a correction */
    public Inquiry(CheckSpec spec, CheckContext context, BuildMarks marks) {
        this.spec = spec;
        this.context = context;
        this.rows = new QueryRows(spec, context, marks);
    }

    public CheckSpec spec() {
        return spec;
    }

    /**
     * Asks in the database that is connected to.
     *
     * @throws ConnectionLostException if there is nobody left to ask
     * @throws TvshException with exit code INTERRUPTED if the user has interrupted
     */
    public void ask() {
        if (spec.ask() instanceof Ask.Query) {
            askIn(context.sql(), "");
        } else {
            guarded("", () -> answer = other(spec.ask()));
        }
    }

    /**
     * Asks a query in another database.
     *
     * @param sql a session there in which nothing can be changed
     * @param database what it is called; empty for the one that is connected to
     */
    public void askIn(SqlRunner sql, String database) {
        if (spec.ask() instanceof Ask.Query query) {
            guarded(database, () -> rows.read(sql, query, database));
        }
    }

    private Answer other(Ask ask) {
        if (ask instanceof Ask.Code code) {
            return Probes.find(code.name())
                    .map(probe -> probe.look(context))
                    .orElseGet(() -> Answer.undetermined("there is no probe " + code.name()));
        }
        if (ask instanceof Ask.Host host) {
            return new HostProbe(spec, context).look(host.template());
        }
        if (ask instanceof Ask.Person person) {
            return Answer.manual(person.what());
        }
        return Answer.undetermined("not asked");
    }

    private void guarded(String database, Runnable question) {
        try {
            question.run();
        } catch (ConnectionLostException e) {
            fail(database, e.getMessage());
            throw e;
        } catch (DatabaseException e) {
            fail(database, e.getMessage());
            if (e.sqlState().equals(CANCELED)) {
                longer = "check --timeout " + context.longerLimit();
            }
        } catch (TemplateException e) {
            fail(database, String.valueOf(e.getMessage()));
        } catch (TvshException e) {
            if (e.exitCode() == ExitCode.INTERRUPTED) {
                throw new TvshException(ExitCode.INTERRUPTED, "check interrupted", List.of("Nothing was changed."), e);
            }
            fail(database, e.getMessage());
            answer = answer.withRemedy(e.advice().stream().findFirst().orElse(""));
        }
    }

    /** It could not be found out. */
    public void fail(String database, String reason) {
        String line = reason.lines().findFirst().orElse("");
        rows.undetermined(database.isEmpty() ? line : "database " + database + ": " + line);
        answer = Answer.undetermined(line);
    }

    /** What was found out so far. */
    public Answer answer() {
        Answer found = spec.ask() instanceof Ask.Query ? rows.answer() : answer;
        return found.status() == Status.UNDETERMINED && !longer.isEmpty() ? found.withRemedy(longer) : found;
    }
}
