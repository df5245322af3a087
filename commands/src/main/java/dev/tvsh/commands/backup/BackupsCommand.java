package dev.tvsh.commands.backup;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.ServerUse;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.templates.Rendered;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The backups of a target: which there are, what is in one, whether it can be restored, and which may go. */
public final class BackupsCommand implements Command {

    private static final int KEPT = 7;

    @Override
    public CommandSpec spec() {
        return CommandSpec.changing(
                "backups",
                "list backups, look into one, prove one, or remove old ones",
                "[show NAME | verify NAME]",
                OptionSpec.flag("prune", "remove old backups; the newest whole ones and the last proved one stay"),
                OptionSpec.value("keep", "N", "with --prune, keep the newest N (default " + KEPT + ")"),
                BackupOptions.SCRATCH_SERVER,
                OptionSpec.value("jobs", "N", "with verify, restore and compare with so many sessions (default 2)"),
                ClientTools.OPTION);
    }

    @Override
    public ServerUse server(Invocation invocation) {
        return invocation.arguments().contains("verify") ? ServerUse.NEEDED : ServerUse.IF_THERE;
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        List<String> words = invocation.arguments();
        Backups backups = new Backups(context.journal());
        if (invocation.has("prune") && words.isEmpty()) {
            return new BackupPruning(context, backups).run(invocation.number("keep", KEPT), invocation);
        }
        if (words.isEmpty()) {
            return new BackupList(context).show(backups.all());
        }
        if (words.size() == 2 && words.get(0).equals("show")) {
            return new BackupList(context).show(backups.find(words.get(1)));
        }
        if (words.size() == 2 && words.get(0).equals("verify")) {
            return verify(backups.find(words.get(1)), invocation, context);
        }
        throw new TvshException(
                ExitCode.FATAL,
                "backups takes nothing, show NAME or verify NAME, not '" + String.join(" ", words) + "'",
                List.of("help backups"));
    }

    private static Outcome verify(BackupFolder backup, Invocation invocation, CommandContext context) {
        Manifest manifest = RestoreObstacles.whole(backup, context, ExitCode.NEGATIVE);
        Journal.Lock lock = context.journal().lock();
        try {
            int major;
            try (SqlRunner sql = context.open()) {
                major = sql.info().major();
            }
            ClientTools tools = ClientTools.find(context, invocation, major);
            if (backup.isCluster()) {
                return verifyCluster(
                        backup, tools, new ClusterCopy(context, tools.folder(), major), invocation, context);
            }
            tools.requireRestore(major);
            if (invocation.has(BackupOptions.SCRATCH_SERVER.name())) {
                return verifyOnServer(backup, manifest, tools, invocation, context);
            }
            RestoreProof proof = new RestoreProof(context, tools, invocation.number("jobs", 2));
            if (invocation.dryRun()) {
                return BackupCommand.shown(proof.scripts(backup, manifest, major), context);
            }
            return told(backup, proof.prove(backup, manifest), context);
        } finally {
            lock.close();
        }
    }

    private static Outcome verifyCluster(
            BackupFolder backup, ClientTools tools, ClusterCopy copy, Invocation invocation, CommandContext context) {
        Path place = backup.directory().resolve(BackupFolder.CLUSTER);
        ClusterProof proof = new ClusterProof(context, tools.folder(), invocation.number("jobs", 2));
        if (invocation.dryRun()) {
            try (SqlRunner sql = context.open()) {
                List<Rendered> scripts = new ArrayList<>(List.of(copy.checking(place)));
                scripts.addAll(proof.scripts(backup, backup.manifest(), sql));
                return BackupCommand.shown(scripts, context);
            }
        }
        copy.requirePrograms();
        copy.check(place);
        return told(backup, proof.prove(backup), context);
    }

    private static Outcome verifyOnServer(
            BackupFolder backup, Manifest manifest, ClientTools tools, Invocation invocation, CommandContext context) {
        ServerProof proof = new ServerProof(context, tools, invocation.number("jobs", 2));
        if (invocation.dryRun()) {
            try (SqlRunner sql = context.open()) {
                return BackupCommand.shown(proof.scripts(backup, manifest, sql), context);
            }
        }
        return told(backup, proof.prove(backup, manifest), context);
    }

    private static Outcome told(BackupFolder backup, RestoreProof.Result result, CommandContext context) {
        new ProofReport(context).tell(backup, result);
        return result.proof().isPresent()
                ? Outcome.done(result.document(), List.of(result.way().answer()))
                : new Outcome(result.exitCode(), result.document(), result.stable());
    }
}
