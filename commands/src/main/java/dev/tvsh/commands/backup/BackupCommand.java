package dev.tvsh.commands.backup;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.cluster.Binaries;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Bytes;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.triggers.DisableTriggersCommand;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.templates.Rendered;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Copies the database, its roles and a manifest of names into a folder, and proves the copy complete. */
public final class BackupCommand implements Command {

    private static final String NOTHING_KEPT = "State: no backup was kept.";
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss");

    @Override
    public CommandSpec spec() {
        List<OptionSpec> options = new ArrayList<>(List.of(
                OptionSpec.value("to", "DIR", "the folder of this backup, which must not exist yet"),
                OptionSpec.flag("triggers-off", "copy the database although its TVIEW triggers are switched off"),
                OptionSpec.flag("diff", "tell what changed between two backups, and copy nothing"),
                OptionSpec.flag("dry-run", "show what would run"),
                ClientTools.OPTION));
        options.addAll(1, BackupOptions.SPECS);
        return CommandSpec.reading(
                Backups.COMMAND,
                "copy the database, its roles and a manifest of its TVIEWs, and prove the copy",
                "[--diff A B]",
                options.toArray(OptionSpec[]::new));
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        if (invocation.has("diff")) {
            return new BackupDiff(context).run(invocation.arguments());
        }
        if (!invocation.arguments().isEmpty()) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "backup takes no names; did you mean --to "
                            + invocation.arguments().get(0) + "?",
                    List.of("help backup"));
        }
        BackupOptions options = BackupOptions.of(invocation);
        refuseTriggersOff(invocation, context);
        BackupFolder folder = folder(invocation, context);
        if (folder.exists()) {
            throw new TvshException(
                    ExitCode.REFUSED, folder.directory() + " is there already", List.of("backup --to ANOTHER-DIR"));
        }
        if (invocation.dryRun()) {
            return dryRun(folder, options, invocation, context);
        }
        Journal.Lock lock = context.journal().lock();
        try {
            new BackupLeftovers(context).remove(folder);
            ClientTools tools;
            Written written;
            try (SqlRunner sql = context.open()) {
                sql.lookOnly();
                tools = tools(sql, options, invocation, context);
                ContentWriter writer = writer(sql, tools, folder, options, context);
                written = write(folder, sql, writer, context);
            }
            if (options.verify() == BackupOptions.Verify.RESTORE) {
                return written.proved(proof(folder, tools, options, context), context);
            }
            return written.outcome(List.of(), ExitCode.DONE);
        } finally {
            lock.close();
        }
    }

    private static RestoreProof.Result proof(
            BackupFolder folder, ClientTools tools, BackupOptions options, CommandContext context) {
        try {
            return prove(folder, tools, options, context);
        } catch (TvshException e) {
            throw e.standing(
                    "State: the backup is whole, and was not proved.",
                    "backups verify " + folder.directory() + "    proves it");
        }
    }

    private static RestoreProof.Result prove(
            BackupFolder folder, ClientTools tools, BackupOptions options, CommandContext context) {
        if (options.method() == BackupMethod.PHYSICAL) {
            return new ClusterProof(context, tools.folder(), options.jobs()).prove(folder);
        }
        Manifest manifest = RestoreObstacles.whole(folder, context);
        return options.onServer()
                ? new ServerProof(context, tools, options.jobs()).prove(folder, manifest)
                : new RestoreProof(context, tools, options.jobs()).prove(folder, manifest);
    }

    /** The programs; a dump that could not be restored into this very server is refused, as it is no way back. */
    private static ClientTools tools(
            SqlRunner sql, BackupOptions options, Invocation invocation, CommandContext context) {
        int major = sql.info().major();
        ClientTools tools = ClientTools.find(context, invocation, major);
        if (options.method() != BackupMethod.PHYSICAL) {
            tools.requireRestore(major);
        }
        return tools;
    }

    /** Refuses what cannot end well. */
    private static ContentWriter writer(
            SqlRunner sql, ClientTools tools, BackupFolder folder, BackupOptions options, CommandContext context) {
        FreeSpace space = new FreeSpace(context);
        if (options.method() == BackupMethod.PHYSICAL) {
            // A copy of the copy is what is started.
            int copies = options.verify() == BackupOptions.Verify.RESTORE ? 2 : 1;
            space.require(ClusterWriter.bytes(sql) * copies, 1, folder.directory());
            ClusterCopy copy =
                    new ClusterCopy(context, tools.folder(), sql.info().major());
            copy.requirePrograms();
            return new ClusterWriter(context, copy, folder, options.verify() != BackupOptions.Verify.NONE);
        }
        space.require(sql, folder.directory());
        if (options.onServer()) {
            space.requireForServer(sql, folder);
        } else if (options.verify() == BackupOptions.Verify.RESTORE) {
            requireRoom(sql);
        }
        return new BackupWriter(context, tools, folder, options);
    }

    /** Before anything is copied: a backup that could not be proved afterwards has cost its time. */
    private static void requireRoom(SqlRunner sql) {
        String database = sql.info().database();
        Databases.read(sql, List.of(database))
                .find(database)
                .ifPresent(now -> new RestoreRoom(sql, database, now.origin().tablespace()).requireWhole(now.bytes()));
    }

    private static Outcome dryRun(
            BackupFolder folder, BackupOptions options, Invocation invocation, CommandContext context) {
        List<Rendered> scripts;
        try (SqlRunner sql = context.open()) {
            scripts = writer(sql, tools(sql, options, invocation, context), folder, options, context)
                    .scripts(sql);
        }
        return shown(scripts, context);
    }

    /** The answer of a dry run. */
    static Outcome shown(List<Rendered> scripts, CommandContext context) {
        scripts.forEach(script -> context.output().accept(new Event.WouldRun(script)));
        return Outcome.done(
                Map.of(
                        "dryRun",
                        true,
                        "statements",
                        scripts.stream().map(Rendered::text).toList()),
                List.of("dry run: " + scripts.size() + " scripts"));
    }

    /** A backup that is whole. */
    private record Written(BackupFolder folder, Map<String, Object> facts, List<String> stable) {

        Outcome outcome(List<String> more, ExitCode exitCode) {
            return new Outcome(
                    exitCode,
                    facts,
                    Stream.concat(stable.stream(), more.stream()).toList());
        }

        Outcome proved(RestoreProof.Result result, CommandContext context) {
            new ProofReport(context).tell(folder, result);
            facts.putAll(result.document());
            return result.proof().isPresent()
                    ? outcome(List.of(result.way().answer()), ExitCode.DONE)
                    : outcome(result.stable(), result.exitCode());
        }
    }

    /** A dump taken while triggers are off has them off for ever: whoever restores it gets TVIEWs that rot. */
    private static void refuseTriggersOff(Invocation invocation, CommandContext context) {
        if (!invocation.has("triggers-off")
                && !context.journal().open(DisableTriggersCommand.NAME).isEmpty()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "TVIEW triggers are switched off, and a backup would have them off when it is restored",
                    List.of("enable-triggers        first", "backup --triggers-off  to copy the database as it is"));
        }
    }

    private static BackupFolder folder(Invocation invocation, CommandContext context) {
        return invocation.value("to").map(Path::of).map(BackupCommand::folder).orElseGet(() -> ownFolder(context));
    }

    private static BackupFolder folder(Path directory) {
        return new BackupFolder(directory.toAbsolutePath().normalize());
    }

    /** Named by the time; the second of the same second gets a number. */
    private static BackupFolder ownFolder(CommandContext context) {
        String time = SECOND.format(LocalDateTime.ofInstant(
                context.clock().instant(), context.clock().getZone()));
        BackupFolder folder = folder(BackupLeftovers.home(context).resolve(time));
        for (int number = 2; folder.exists(); number++) {
            folder = folder(BackupLeftovers.home(context).resolve(time + "-" + number));
        }
        return folder;
    }

    private static Written write(BackupFolder folder, SqlRunner sql, ContentWriter writer, CommandContext context) {
        Map<String, Object> begun = new LinkedHashMap<>();
        begun.put("directory", folder.directory().toString());
        begun.put("database", sql.info().database());
        begun.put("serverVersion", Binaries.versionOf(sql.info().serverVersionNum()));
        Journal.Entry entry = context.journal().begin(Backups.COMMAND, begun);
        ContentWriter.Content content = filled(folder, sql, writer, entry, context);
        settle(folder);
        return done(folder, content, entry, context);
    }

    /** Whole and under its name when this returns; else there is nothing. */
    private static ContentWriter.Content filled(
            BackupFolder folder, SqlRunner sql, ContentWriter writer, Journal.Entry entry, CommandContext context) {
        boolean complete = false;
        try {
            WriterMark mark = folder.begin();
            try {
                ContentWriter.Content content = writer.write(sql);
                folder.complete(context);
                complete = true;
                return content;
            } finally {
                mark.close();
            }
        } catch (TvshException e) {
            throw e.standing(NOTHING_KEPT);
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "the backup could not be written: " + FileProblem.reason(e),
                    List.of(NOTHING_KEPT, "backup --to DIR   writes it to another disk"),
                    e);
        } finally {
            if (!complete) {
                abandon(folder, entry, context);
            }
        }
    }

    /** Its entry stays open if that fails: the next run finds the backup whole, or nothing. */
    private static void settle(BackupFolder folder) {
        try {
            folder.settle();
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "the backup is whole, but a power cut could take its name: " + FileProblem.reason(e),
                    List.of("State: " + folder.directory() + " is kept; the next backup looks at it."),
                    e);
        }
    }

    private static void abandon(BackupFolder folder, Journal.Entry entry, CommandContext context) {
        try {
            folder.discard();
        } catch (IOException e) {
            context.say("! cannot remove the half written backup " + folder.part() + ": " + FileProblem.reason(e));
        }
        context.journal().close(entry, "failed", Map.of());
    }

    private static Written done(
            BackupFolder folder, ContentWriter.Content content, Journal.Entry entry, CommandContext context) {
        long bytes = folder.bytes();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("manifest", folder.manifestFile().toString());
        facts.put(Backups.BYTES, bytes);
        facts.putAll(content.facts());
        context.journal().close(entry, "done", facts);

        context.say(content.holds() + " · " + Bytes.shown(bytes) + " · " + content.checked());
        context.say("backup  " + folder.directory());
        Map<String, Object> document = new LinkedHashMap<>(facts);
        document.put("directory", folder.directory().toString());
        return new Written(folder, document, content.stable());
    }
}
