package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.cluster.Binaries;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.tview.manifest.Difference;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestComparison;
import dev.tvsh.templates.Rendered;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Proves a backup: restores it into a database beside, compares that with the manifest, and drops it. */
final class RestoreProof {

    /** The name of its entries in the journal. */
    private static final String COMMAND = "verify";

    static final String SCRATCH = "_tvsh_scratch";

    private final CommandContext context;
    private final ClientTools tools;
    private final int jobs;
    private final String database;
    private final String scratch;

    RestoreProof(CommandContext context, ClientTools tools, int jobs) {
        this.context = context;
        this.tools = tools;
        this.jobs = jobs;
        this.database = context.connector().target().database();
        this.scratch = DatabaseName.with(database, SCRATCH);
    }

    /**
     * What came out.
     *
     * @param proof empty if the backup is not what was backed up
     */
    record Result(Proving way, Optional<Proof> proof, ManifestComparison comparison, Duration time) {

        /** What is not the same is a negative answer; what cannot be told proves nothing. */
        ExitCode exitCode() {
            if (proof.isPresent()) {
                return ExitCode.DONE;
            }
            return comparison.differences().isEmpty() ? ExitCode.REFUSED : ExitCode.NEGATIVE;
        }

        /** The answer as lines that are the same on every run. */
        List<String> stable() {
            return Stream.concat(
                            comparison.differences().stream().map(Difference::line),
                            comparison.undetermined().stream().map(unknown -> "undetermined: " + unknown))
                    .toList();
        }

        Map<String, Object> document() {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("proved", proof.isPresent());
            document.put("millis", time.toMillis());
            document.put(
                    "differences",
                    comparison.differences().stream().map(Difference::line).toList());
            document.put("undetermined", comparison.undetermined());
            return document;
        }
    }

    /** What would run, to be shown. */
    List<Rendered> scripts(BackupFolder backup, Manifest manifest, int major) {
        SideDatabase side = new SideDatabase(context, scratch, manifest);
        return List.of(
                side.creation(Optional.empty(), major), side.filling(backup, tools, jobs, major), side.dropping());
    }

    /**
     * Proves a backup that is whole, and marks it as proved. The caller holds the lock.
     *
     * @throws TvshException if it cannot be restored, after the scratch is dropped
     */
    Result prove(BackupFolder backup, Manifest manifest) {
        try (SqlRunner maintenance = Maintenance.open(context, database)) {
            maintenance.run("sql/rollback/settings.sql.vm", Map.of());
            RestoreObstacles.refuse(manifest, maintenance);
            RestoreObstacles.refuseNowhere(backup, manifest, maintenance);
            cleanUp(maintenance);
            if (Databases.read(maintenance, List.of(scratch)).has(scratch)) {
                throw new TvshException(
                        ExitCode.REFUSED,
                        "database " + scratch + " is in the way and was not made by this tvsh",
                        List.of("rename or drop it, then again", "Nothing was changed."));
            }
            Optional<Databases.State> now =
                    Databases.read(maintenance, List.of(database)).find(database);
            new RestoreRoom(
                            maintenance,
                            database,
                            manifest.database().originOrUsual().tablespace())
                    .requireWhole(now.map(Databases.State::bytes).orElseGet(backup::bytes));
            Journal.Entry entry = context.journal()
                    .begin(
                            COMMAND,
                            Map.of(
                                    "scratch",
                                    scratch,
                                    "directory",
                                    backup.directory().toString()));
            context.say("restoring into " + scratch + ", to be compared and dropped");
            Instant begun = context.clock().instant();
            ManifestComparison comparison;
            try {
                comparison = new SideDatabase(context, scratch, manifest)
                        .tried(backup, tools, jobs, now, database + " is as it was, " + scratch + " is dropped again.");
            } finally {
                new SideDatabase(context, scratch, manifest).drop(maintenance);
                context.journal().close(entry, "done", Map.of());
            }
            Duration time = Duration.between(begun, context.clock().instant());
            int version = maintenance.info().serverVersionNum();
            return new Result(
                    Proving.DATABASE, mark(context, backup, manifest, version, comparison, time), comparison, time);
        }
    }

    /** Drops what a run that died has left. */
    static void cleanUp(CommandContext context) {
        if (!context.journal().open(COMMAND).isEmpty()) {
            String database = context.connector().target().database();
            try (SqlRunner maintenance = Maintenance.open(context, database)) {
                cleanUp(maintenance, context);
            }
        }
    }

    private void cleanUp(SqlRunner maintenance) {
        cleanUp(maintenance, context);
    }

    private static void cleanUp(SqlRunner maintenance, CommandContext context) {
        for (Journal.Entry entry : context.journal().open(COMMAND)) {
            String left = String.valueOf(entry.facts().get("scratch"));
            if (Databases.read(maintenance, List.of(left)).has(left)) {
                context.say("removed " + left + ", which a verification that did not end has left");
                new SideDrop(context, left).run(maintenance);
            }
            context.journal().close(entry, "abandoned", Map.of());
        }
    }

    /** Marks a backup as proved if it is equal to what was backed up. */
    static Optional<Proof> mark(
            CommandContext context,
            BackupFolder backup,
            Manifest manifest,
            int version,
            ManifestComparison comparison,
            Duration time) {
        if (!comparison.equal()) {
            return Optional.empty();
        }
        try {
            Proof proof = new Proof(
                    context.clock().instant().toString(),
                    time.toMillis(),
                    Binaries.versionOf(version),
                    manifest.tviews().size(),
                    backup.sums());
            backup.proved(proof);
            return Optional.of(proof);
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "the backup is equal to what was backed up, but that cannot be written down: " + FileProblem.of(e),
                    List.of("State: nothing was changed."),
                    e);
        }
    }
}
