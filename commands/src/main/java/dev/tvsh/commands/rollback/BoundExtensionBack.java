package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupFolder;
import dev.tvsh.commands.backup.ClientTools;
import dev.tvsh.commands.backup.SideDatabase;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.host.HostResult;
import dev.tvsh.commands.tview.manifest.BoundExtension;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Rendered;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last step of a restore: what could not be in the restored database before it had its name. */
final class BoundExtensionBack {

    private static final String WHAT = BoundExtension.NAME + " and its jobs";

    private final CommandContext context;
    private final RestorePlan plan;
    private final Manifest manifest;
    private final SideDatabase side;
    private final BackupFolder backup;
    private final ClientTools tools;

    BoundExtensionBack(
            CommandContext context,
            RestorePlan plan,
            Manifest manifest,
            SideDatabase side,
            BackupFolder backup,
            ClientTools tools) {
        this.context = context;
        this.plan = plan;
        this.manifest = manifest;
        this.side = side;
        this.backup = backup;
        this.tools = tools;
    }

    /** What to know of it before the question, if it was backed up. */
    Optional<String> notice(SqlRunner maintenance) {
        if (!BoundExtension.isIn(manifest)) {
            return Optional.empty();
        }
        return Optional.of(obstacle(maintenance)
                .orElse("last    " + WHAT + " come back as in the backup, once the restored database has its name"));
    }

    /** What would run. */
    List<Rendered> statements(int major) {
        return BoundExtension.isIn(manifest) ? List.of(side.fillingBound(backup, tools, major)) : List.of();
    }

    /**
     * Brings it back, unless it is there already.
     *
     * @throws TvshException if that fails; all else is restored and in place, and the rollback can be run again
     */
    void run() {
        if (!BoundExtension.isIn(manifest)) {
            return;
        }
        try {
            Optional<Rendered> filling = filling();
            if (filling.isPresent()) {
                fill(filling.get());
            }
        } catch (TvshException e) {
            throw e.standing(state());
        }
    }

    private Optional<Rendered> filling() {
        try (SqlRunner sql = context.open(plan.database())) {
            if (server(sql).flag("there")) {
                return Optional.empty();
            }
            Optional<String> obstacle = obstacle(sql);
            obstacle.ifPresent(context::say);
            return obstacle.isPresent()
                    ? Optional.empty()
                    : Optional.of(side.fillingBound(backup, tools, sql.info().major()));
        }
    }

    private void fill(Rendered filling) {
        HostResult result = context.here()
                .run(filling, context.connector().target().clientEnvironment(plan.database()), line -> {});
        ClientTools.requireSuccess(result, WHAT + " did not come back", ExitCode.NEGATIVE, List.of(state()));
        context.say(WHAT + " are back");
    }

    private String[] state() {
        return new String[] {
            "State: " + plan.database() + " is restored and in its place, but for " + WHAT + ".",
            "rollback --to " + plan.backup() + "    tries that again"
        };
    }

    private Optional<String> obstacle(SqlRunner sql) {
        if (!sql.info().superuser()) {
            return Optional.of("! " + WHAT + " do not come back: that takes a superuser");
        }
        String place = server(sql).text("place");
        if (place.equals(plan.database())) {
            return Optional.empty();
        }
        return Optional.of("! " + WHAT + " do not come back: "
                + (place.isEmpty()
                        ? "the server has not loaded it"
                        : "on this server they can only be in database " + place + " (cron.database_name)"));
    }

    private static Row server(SqlRunner sql) {
        return sql.one("sql/rollback/bound.sql.vm", Map.of("extension", Literal.of(BoundExtension.NAME)));
    }
}
