package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.Databases;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.DatabaseException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Identifier;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Rendered;
import dev.tvsh.templates.Templates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the side database in the place of the database, which keeps its rows under another name. Both names change in one
 * transaction: there is no moment at which the application finds no database, or the wrong one. The renaming itself holds new
 * sessions off, by the lock that it takes; so whoever dies in between leaves everything as it was, and nothing closed.
 */
final class DatabaseSwap {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Somebody came in between the end of all sessions and the lock; the server has waited five seconds for him to go. */
    private static final String IN_USE = "55006";

    private final CommandContext context;
    private final RestorePlan plan;
    private final boolean template;
    private final String again;

    /**
     * Between the databases of a plan.
     *
     * @param template whether the restored database becomes a template; as one it could not be dropped before
     * @param again the command that swaps if this could not, and what it does
     */
    DatabaseSwap(CommandContext context, RestorePlan plan, boolean template, String again) {
        this.context = context;
        this.plan = plan;
        this.template = template;
        this.again = again;
    }

    /**
     * What it runs, in order.
     *
     * @param there whether there is a database now, which is kept
     */
    List<Rendered> statements(boolean there) {
        List<Rendered> all = new ArrayList<>();
        all.add(context.templates().render("sql/rollback/begin.sql.vm", Map.of()));
        all.add(endSessions());
        all.addAll(renames(there));
        all.add(context.templates().render("sql/server/commit.sql.vm", Map.of()));
        return all;
    }

    /**
     * What takes it back, to be shown.
     *
     * @param there whether there is a database now, which comes back
     */
    List<String> undo(boolean there) {
        Templates templates = context.templates();
        String aside = rename(templates, plan.database(), plan.side()).text() + ";";
        return there
                ? List.of(aside, rename(templates, plan.kept(), plan.database()).text() + ";")
                : List.of(aside);
    }

    /** Swaps; nobody can connect to either of them meanwhile. */
    void run(SqlRunner maintenance) {
        run(maintenance, Optional.empty());
    }

    /**
     * Swaps.
     *
     * @param last is done when nobody is connected any more but for its own sessions, which it ends
     */
    void run(SqlRunner maintenance, LastMoment last) {
        run(maintenance, Optional.of(last));
    }

    private void run(SqlRunner maintenance, Optional<LastMoment> last) {
        Databases databases = Databases.read(maintenance, plan.databases());
        requireNonePrepared(databases);
        List<Rendered> renames = renames(databases.has(plan.database()));
        Instant deadline = context.clock().instant().plus(PATIENCE);
        while (!swapped(maintenance, renames, last)) {
            if (last.isPresent() || context.clock().instant().isAfter(deadline)) {
                throw new TvshException(
                        ExitCode.NEGATIVE,
                        "sessions on " + plan.database()
                                + " do not end, or new ones come faster than they can be ended",
                        List.of(
                                "State: nothing was renamed.",
                                "read-only on, or pause the pool; drain shows who is there",
                                again));
            }
            requireNonePrepared(Databases.read(maintenance, plan.databases()));
        }
    }

    /**
     * No session that ends helps against a prepared transaction.
     *
     * @throws TvshException with {@link ExitCode#REFUSED} if there is one in a database that would be renamed
     */
    void requireNonePrepared(Databases databases) {
        for (String name : List.of(plan.database(), plan.side())) {
            if (databases.find(name).map(state -> state.prepared() > 0).orElse(false)) {
                throw new TvshException(
                        ExitCode.REFUSED,
                        "a prepared transaction is open in " + name + ", which cannot be renamed then",
                        List.of(
                                "look            SELECT gid FROM pg_prepared_xacts;",
                                "end it          COMMIT PREPARED '…'; or ROLLBACK PREPARED '…';",
                                "State: nothing was renamed.",
                                again));
            }
        }
    }

    private boolean swapped(SqlRunner maintenance, List<Rendered> renames, Optional<LastMoment> last) {
        maintenance.run("sql/rollback/begin.sql.vm", Map.of());
        try {
            Runnable renaming = () -> {
                maintenance.run(endSessions());
                renames.forEach(maintenance::run);
            };
            last.ifPresentOrElse(moment -> moment.reach(maintenance, renaming), renaming);
            maintenance.run("sql/server/commit.sql.vm", Map.of());
            return true;
        } catch (ConnectionLostException e) {
            throw e;
        } catch (DatabaseException e) {
            maintenance.run("sql/server/rollback.sql.vm", Map.of());
            if (e.sqlState().equals(IN_USE)) {
                return false;
            }
            throw e;
        }
    }

    private Rendered endSessions() {
        return context.templates()
                .render(
                        "sql/rollback/end-sessions.sql.vm",
                        Map.of("names", Literal.ofTexts(List.of(plan.database(), plan.side()))));
    }

    private List<Rendered> renames(boolean there) {
        List<Rendered> renames = new ArrayList<>();
        if (there) {
            renames.add(rename(context.templates(), plan.database(), plan.kept()));
        }
        renames.add(rename(context.templates(), plan.side(), plan.database()));
        if (template) {
            renames.add(context.templates()
                    .render("sql/rollback/template.sql.vm", Map.of("database", Identifier.of(plan.database()))));
        }
        return renames;
    }

    private static Rendered rename(Templates templates, String from, String to) {
        return templates.render(
                "sql/rollback/rename.sql.vm", Map.of("from", Identifier.of(from), "to", Identifier.of(to)));
    }
}
