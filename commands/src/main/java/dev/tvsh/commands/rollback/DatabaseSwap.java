package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
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

/**
 * Puts the side database in the place of the database, which keeps its rows under another name. Both names change in one
 * transaction: there is no moment at which the application finds no database, or the wrong one.
 */
final class DatabaseSwap {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CommandContext context;
    private final RestorePlan plan;

    DatabaseSwap(CommandContext context, RestorePlan plan) {
        this.context = context;
        this.plan = plan;
    }

    /** What it runs, in order. */
    List<Rendered> statements() {
        List<Rendered> all = new ArrayList<>();
        all.add(allow(plan.database(), false));
        all.add(allow(plan.side(), false));
        all.add(endSessions());
        all.add(context.templates().render("sql/rollback/begin.sql.vm", Map.of()));
        all.addAll(renames());
        all.add(context.templates().render("sql/server/commit.sql.vm", Map.of()));
        all.add(allow(plan.database(), true));
        all.add(allow(plan.kept(), true));
        return all;
    }

    /** What takes it back, to be shown. */
    List<String> undo() {
        Templates templates = context.templates();
        return List.of(
                rename(templates, plan.database(), plan.side()).text() + ";",
                rename(templates, plan.kept(), plan.database()).text() + ";");
    }

    /** Swaps; nobody can connect to either of them meanwhile. */
    void run(SqlRunner maintenance) {
        boolean there = Databases.read(maintenance, plan).has(plan.database());
        boolean swapped = false;
        try {
            if (there) {
                maintenance.run(allow(plan.database(), false));
            }
            maintenance.run(allow(plan.side(), false));
            endSessions(maintenance);
            maintenance.run("sql/rollback/begin.sql.vm", Map.of());
            for (Rendered rename :
                    there ? renames() : List.of(rename(context.templates(), plan.side(), plan.database()))) {
                maintenance.run(rename);
            }
            maintenance.run("sql/server/commit.sql.vm", Map.of());
            swapped = true;
        } finally {
            if (!swapped) {
                maintenance.run("sql/server/rollback.sql.vm", Map.of());
                open(maintenance);
            }
        }
    }

    /** Lets everybody connect again to whatever of them there is. */
    void open(SqlRunner maintenance) {
        Databases databases = Databases.read(maintenance, plan);
        for (String name : List.of(plan.database(), plan.kept(), plan.side())) {
            if (databases.find(name).map(state -> !state.open()).orElse(false)) {
                maintenance.run(allow(name, true));
            }
        }
    }

    private void endSessions(SqlRunner maintenance) {
        Instant deadline = context.clock().instant().plus(PATIENCE);
        while (maintenance.stream(endSessions(), row -> {}).isEmpty() || sessionsLeft(maintenance)) {
            if (context.clock().instant().isAfter(deadline)) {
                throw new TvshException(
                        ExitCode.NEGATIVE,
                        "sessions on " + plan.database() + " do not end",
                        List.of("State: nothing was renamed.", "rollback --to " + plan.backup() + "    tries again"));
            }
            pause();
        }
    }

    private boolean sessionsLeft(SqlRunner maintenance) {
        Databases databases = Databases.read(maintenance, plan);
        return List.of(plan.database(), plan.side()).stream()
                .anyMatch(name ->
                        databases.find(name).map(state -> state.sessions() > 0).orElse(false));
    }

    private Rendered endSessions() {
        return context.templates()
                .render(
                        "sql/rollback/end-sessions.sql.vm",
                        Map.of("names", Literal.ofTexts(List.of(plan.database(), plan.side()))));
    }

    private Rendered allow(String database, boolean allowed) {
        return context.templates()
                .render(
                        "sql/rollback/allow-connections.sql.vm",
                        Map.of("database", Identifier.of(database), "allowed", Literal.of(allowed)));
    }

    private List<Rendered> renames() {
        return List.of(
                rename(context.templates(), plan.database(), plan.kept()),
                rename(context.templates(), plan.side(), plan.database()));
    }

    private static Rendered rename(Templates templates, String from, String to) {
        return templates.render(
                "sql/rollback/rename.sql.vm", Map.of("from", Identifier.of(from), "to", Identifier.of(to)));
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TvshException(ExitCode.INTERRUPTED, "interrupted", List.of("State: nothing was renamed."), e);
        }
    }
}
