package dev.tvsh.commands.backup;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.cluster.Binaries;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Bytes;
import dev.tvsh.commands.triggers.DisableTriggersCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Copies the database, its roles and a manifest of names into a folder, and proves the copy complete. */
public final class BackupCommand implements Command {

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss");

    @Override
    public CommandSpec spec() {
        return CommandSpec.reading(
                Backups.COMMAND,
                "copy the database, its roles and a manifest of its TVIEWs, and list what is in the copy",
                "",
                OptionSpec.value("to", "DIR", "the folder of this backup, which must not exist yet"),
                OptionSpec.flag("triggers-off", "copy the database although its TVIEW triggers are switched off"),
                ClientTools.OPTION);
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        refuseTriggersOff(invocation, context);
        BackupFolder folder = folder(invocation, context);
        if (folder.exists()) {
            throw new TvshException(
                    ExitCode.REFUSED, folder.directory() + " is there already", List.of("backup --to ANOTHER-DIR"));
        }
        Journal.Lock lock = context.journal().lock();
        try (SqlRunner sql = context.open()) {
            int major = sql.info().serverVersionNum() / 10_000;
            ClientTools tools = ClientTools.find(context, invocation, major);
            discardLeftovers(folder, context);
            return write(folder, sql, tools, context);
        } finally {
            lock.close();
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
        BackupFolder folder = folder(home(context).resolve(time));
        for (int number = 2; folder.exists(); number++) {
            folder = folder(home(context).resolve(time + "-" + number));
        }
        return folder;
    }

    private static Path home(CommandContext context) {
        return context.state()
                .resolve("backups")
                .resolve(context.connector().target().slug());
    }

    /** What runs that died have left. This one holds the lock, so no half written folder is somebody's work. */
    private static void discardLeftovers(BackupFolder folder, CommandContext context) {
        try {
            discard(folder, context);
            Path home = home(context);
            if (Files.isDirectory(home)) {
                try (Stream<Path> parts = Files.list(home)) {
                    for (Path part : parts.filter(BackupFolder::isPart).toList()) {
                        discard(BackupFolder.ofPart(part), context);
                    }
                }
            }
            for (Journal.Entry entry : context.journal().open(Backups.COMMAND)) {
                BackupFolder begun = Backups.folder(entry);
                discard(begun, context);
                context.journal().close(entry, begun.exists() ? "unproved" : "abandoned", Map.of());
            }
        } catch (IOException e) {
            throw new TvshException(ExitCode.FATAL, "cannot remove a half written backup: " + reason(e), List.of(), e);
        }
    }

    private static void discard(BackupFolder folder, CommandContext context) throws IOException {
        if (folder.discard()) {
            context.say("removed the half written backup " + folder.directory() + BackupFolder.PART);
        }
    }

    private static Outcome write(BackupFolder folder, SqlRunner sql, ClientTools tools, CommandContext context) {
        Map<String, Object> begun = new LinkedHashMap<>();
        begun.put("directory", folder.directory().toString());
        begun.put("database", sql.info().database());
        begun.put("serverVersion", Binaries.versionOf(sql.info().serverVersionNum()));
        Journal.Entry entry = context.journal().begin(Backups.COMMAND, begun);
        boolean complete = false;
        try {
            folder.begin();
            BackupWriter.Content content = new BackupWriter(context, tools, folder).write(sql);
            folder.complete();
            complete = true;
            return done(folder, content, entry, context);
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "the backup could not be written: " + reason(e),
                    List.of("State: no backup was kept.", "backup --to DIR   writes it to another disk"),
                    e);
        } finally {
            if (!complete) {
                abandon(folder, entry, context);
            }
        }
    }

    private static void abandon(BackupFolder folder, Journal.Entry entry, CommandContext context) {
        try {
            folder.discard();
        } catch (IOException e) {
            context.say("! cannot remove the half written backup " + folder.directory() + BackupFolder.PART + ": "
                    + reason(e));
        }
        context.journal().close(entry, "failed", Map.of());
    }

    private static Outcome done(
            BackupFolder folder, BackupWriter.Content content, Journal.Entry entry, CommandContext context) {
        long bytes = folder.bytes();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("manifest", folder.manifestFile().toString());
        facts.put("bytes", bytes);
        facts.put("tables", content.tables());
        facts.put("tviews", content.tviews());
        facts.put("passwords", content.passwords());
        context.journal().close(entry, "done", facts);

        context.say(content.tables() + " tables, " + content.tviews() + " TVIEWs, roles · " + Bytes.shown(bytes)
                + " · every table listed, sums written");
        context.say("backup  " + folder.directory());
        Map<String, Object> document = new LinkedHashMap<>(facts);
        document.put("directory", folder.directory().toString());
        return Outcome.done(
                document,
                List.of(
                        content.tables() + " tables and " + content.tviews() + " TVIEWs in the backup",
                        content.views()));
    }

    private static String reason(IOException e) {
        return String.valueOf(e.getMessage());
    }
}
