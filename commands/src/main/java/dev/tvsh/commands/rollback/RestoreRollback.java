package dev.tvsh.commands.rollback;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.Confirmation.Question;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.BackupFolder;
import dev.tvsh.commands.backup.ClientTools;
import dev.tvsh.commands.backup.Databases;
import dev.tvsh.commands.backup.DifferenceReport;
import dev.tvsh.commands.backup.Maintenance;
import dev.tvsh.commands.backup.RestoreObstacles;
import dev.tvsh.commands.backup.RestoreRoom;
import dev.tvsh.commands.backup.Ties;
import dev.tvsh.commands.change.Change;
import dev.tvsh.commands.change.ChangeProtocol;
import dev.tvsh.commands.cluster.SwitchPlan;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Bytes;
import dev.tvsh.commands.output.Moment;
import dev.tvsh.commands.rollback.carry.NotCarried;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.upgrade.OpenWork;
import dev.tvsh.commands.upgrade.SwitchRun;
import dev.tvsh.templates.Rendered;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds out whether and how a backup can take the place of the database, says so, and asks. */
final class RestoreRollback {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmssSSS");

    /** Read in a few seconds. */
    private static final long READ_UNASKED = 256L << 20;

    private final CommandContext context;
    private final BackupFolder backup;
    private final Invocation invocation;

    RestoreRollback(CommandContext context, BackupFolder backup, Invocation invocation) {
        this.context = context;
        this.backup = backup;
        this.invocation = invocation;
    }

    Outcome run() {
        Manifest manifest = RestoreObstacles.whole(backup, context);
        if (backup.isCluster()) {
            return new ClusterRollback(context, backup, manifest).show(invocation);
        }
        Optional<Journal.Entry> open = openRestore();
        Map<String, Object> known = open.isEmpty() ? waiting() : Map.of();
        RestorePlan plan = open.map(RestorePlan::of).orElseGet(this::newPlan);
        refuseOtherDatabase(manifest, plan);
        int jobs = invocation.number("jobs", 2);
        Keeping keeping = Keeping.of(invocation);
        RestoreRun run;
        Change change;
        try (SqlRunner sql = Maintenance.open(context, plan.database())) {
            Databases databases = Databases.read(sql, plan.databases());
            int major = sql.info().major();
            ClientTools tools = ClientTools.find(context, invocation, major);
            tools.requireRestore(major);
            run = new RestoreRun(context, plan, manifest, backup, tools, jobs, keeping);
            if (open.isEmpty()) {
                run.requireNonePrepared(databases);
                refuseBlocked(plan, databases);
            }
            RestoreObstacles.refuse(manifest, sql);
            RestoreObstacles.refuseNowhere(backup, manifest, sql);
            Optional<String> room = databases.has(plan.side())
                    ? Optional.empty()
                    : new RestoreRoom(
                                    sql,
                                    plan.database(),
                                    manifest.database().originOrUsual().tablespace())
                            .require(databases
                                    .find(plan.database())
                                    .map(Databases.State::bytes)
                                    .orElseGet(backup::bytes));
            List<String> warnings = new ArrayList<>(new Ties(sql).lines(plan.database()));
            room.ifPresent(warnings::add);
            run.notice(sql).ifPresent(warnings::add);
            if (keeping.changes()) {
                refuseKeeping(plan, databases, sql);
                try (SqlRunner live = context.open(plan.database())) {
                    warnings.addAll(NotCarried.lines(live));
                }
            }
            change = change(
                    run,
                    plan,
                    manifest,
                    databases,
                    warnings,
                    () -> run.statements(databases.find(plan.database()), major));
        }
        if (invocation.has(RollbackCommand.PLAN)) {
            return Plan.show(context, change);
        }
        return new ChangeProtocol(context).run(change, invocation, () -> run.carryOut(open, known));
    }

    /** A restore of this backup that an earlier run began; one of another backup is given up for it. */
    private Optional<Journal.Entry> openRestore() {
        Optional<Journal.Entry> open = new OpenWork(context).openRollback();
        if (open.isEmpty()) {
            return open;
        }
        if (SwitchPlan.isIn(open.get())) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "going back to the binaries of before was begun and not finished",
                    List.of("rollback        finishes it", "Nothing was changed."));
        }
        RestorePlan begun = RestorePlan.of(open.get());
        Optional<String> named = invocation.value(RollbackCommand.DATABASE);
        if (named.isPresent() && !named.get().equals(begun.database())) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "a restore of database " + begun.database() + " was begun and not finished",
                    List.of(
                            "rollback --to " + begun.backup() + " --database " + begun.database() + "    finishes it",
                            "Nothing was changed."));
        }
        return begun.backup().equals(backup.directory().toString()) ? open : Optional.empty();
    }

    /** What is known of the restored database that the run before has left beside, for somebody to decide. */
    private Map<String, Object> waiting() {
        RestorePlan plan = newPlan();
        return context.journal().entries().stream()
                .filter(entry -> entry.command().equals(SwitchRun.ROLLBACK))
                .reduce((older, newer) -> newer)
                .filter(newest -> RestorePlan.of(newest).backup().equals(plan.backup())
                        && RestorePlan.of(newest).side().equals(plan.side()))
                .map(RestoreRun::left)
                .orElse(Map.of());
    }

    private RestorePlan newPlan() {
        String time = MOMENT.format(LocalDateTime.ofInstant(
                context.clock().instant(), context.clock().getZone()));
        return RestorePlan.of(
                backup.directory().toString(),
                invocation
                        .value(RollbackCommand.DATABASE)
                        .orElse(context.connector().target().database()),
                time);
    }

    /** Whoever restores a dropped database is connected to another one, which must not be replaced by mistake. */
    private void refuseOtherDatabase(Manifest manifest, RestorePlan plan) {
        String own = manifest.database().name();
        if (!own.equals(plan.database()) && !invocation.has(RollbackCommand.DATABASE)) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "the backup is of database " + own + ", and this is " + plan.database(),
                    List.of(
                            "rollback --to " + plan.backup() + " --database " + own + "    restores it as " + own,
                            "--database " + plan.database() + " would put it in the place of this one",
                            "Nothing was changed."));
        }
    }

    private void refuseBlocked(RestorePlan plan, Databases databases) {
        if (databases.has(plan.kept())) {
            throw new TvshException(
                    ExitCode.REFUSED, "database " + plan.kept() + " is in the way", List.of("try again"));
        }
        if (databases.has(plan.side()) && !ours(plan.side())) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "database " + plan.side() + " is in the way and was not made by this tvsh",
                    List.of("rename or drop it, then: rollback --to " + plan.backup()));
        }
    }

    private static void refuseKeeping(RestorePlan plan, Databases databases, SqlRunner sql) {
        if (!databases.has(plan.database())) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "database " + plan.database() + " is not there, so no row of it can be carried over",
                    List.of("rollback --to " + plan.backup() + "    restores it as in the backup"));
        }
        if (!sql.info().superuser()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "carrying rows over with triggers off, and holding connections off, takes a superuser",
                    List.of("rollback --to " + plan.backup() + "    restores without them", "Nothing was changed."));
        }
    }

    private boolean ours(String side) {
        return context.journal().entries().stream()
                .filter(entry -> entry.command().equals(SwitchRun.ROLLBACK))
                .anyMatch(entry -> side.equals(entry.facts().get("side")));
    }

    /** A small database is read whole in a moment; a large one would keep whoever asks waiting for hours. */
    private List<String> written(Manifest manifest, String database, long bytes) {
        return bytes <= READ_UNASKED || invocation.has(RollbackCommand.COUNT)
                ? new WrittenSince(context, manifest).lines(database)
                : new WrittenEstimate(context, manifest).lines(database);
    }

    private static String sessions(long number) {
        return number + (number == 1 ? " session ends" : " sessions end") + " for about a second";
    }

    private Change change(
            RestoreRun run,
            RestorePlan plan,
            Manifest manifest,
            Databases databases,
            List<String> warnings,
            Supplier<List<Rendered>> statements) {
        Optional<Databases.State> now = databases.find(plan.database());
        List<String> consequences = new ArrayList<>();
        if (!manifest.database().name().equals(plan.database())) {
            consequences.add(
                    "! the backup is of database " + manifest.database().name());
        }
        boolean keep = invocation.has(RollbackCommand.KEEP);
        consequences.add(
                keep
                        ? "loss    nothing that was written to tables since the backup of "
                                + Moment.shown(manifest.taken())
                                + "; where that is not sure it stops, and swaps nothing"
                        : "loss    every write to " + plan.database() + " since the backup of "
                                + Moment.shown(manifest.taken()));
        if (now.isPresent() && (!invocation.yes() || invocation.has(RollbackCommand.COUNT))) {
            written(manifest, plan.database(), now.get().bytes()).forEach(line -> consequences.add("        " + line));
            if (!keep) {
                consequences.add("        --keep-changes carries them over");
            }
        }
        if (keep) {
            consequences.add(
                    "wait    writes to " + plan.database()
                            + " wait while tables that are written to meanwhile are compared again, about as long as reading those");
        }
        consequences.add("cost    a second copy of the database on disk"
                + now.map(state -> ", now " + Bytes.shown(state.bytes())).orElse("") + "; at the end "
                + sessions(now.map(Databases.State::sessions).orElse(0L)));
        consequences.addAll(warnings);
        consequences.addAll(
                DifferenceReport.undetermined("comes back, but cannot be compared with the backup", manifest));
        now.ifPresent(state -> consequences.add("keep    the database as it is now stays, as " + plan.kept()));
        return new Change(
                plan.database() + " will be restored from a backup with "
                        + manifest.tviews().size() + " TVIEWs, beside, compared, and put in its place",
                consequences,
                run.undo(now),
                statements,
                Question.typed("Type the database name to go on", plan.database()));
    }
}
