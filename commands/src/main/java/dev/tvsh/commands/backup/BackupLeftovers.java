package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What runs that died have left. Whoever removes it holds the lock of the target; what a run on another one writes stays. */
final class BackupLeftovers {

    private final CommandContext context;

    BackupLeftovers(CommandContext context) {
        this.context = context;
    }

    /** The folder in which backups of this target are if nothing else was said. */
    static Path home(CommandContext context) {
        return context.state()
                .resolve("backups")
                .resolve(context.connector().target().slug());
    }

    /** @param folder the one that is about to be written */
    void remove(BackupFolder folder) {
        try {
            discard(folder);
            Path home = home(context);
            if (Files.isDirectory(home)) {
                try (Stream<Path> parts = Files.list(home)) {
                    for (Path part : parts.filter(BackupFolder::isPart).toList()) {
                        discard(BackupFolder.ofPart(part));
                    }
                }
            }
            for (Journal.Entry entry : context.journal().open(Backups.COMMAND)) {
                BackupFolder begun = Backups.folder(entry);
                if (!begun.isBeingWritten()) {
                    discard(begun);
                }
                close(entry, begun);
            }
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL, "cannot remove a half written backup: " + FileProblem.of(e), List.of(), e);
        }
        RestoreProof.cleanUp(context);
        ScratchServer.cleanUp(context);
    }

    /** One that got its own name before its run died is whole, and as good as any other. */
    private void close(Journal.Entry entry, BackupFolder begun) {
        if (begun.exists() && begun.fault(context).isEmpty()) {
            context.say("found " + begun.directory() + ", which is whole");
            context.journal()
                    .close(
                            entry,
                            "done",
                            Map.of("manifest", begun.manifestFile().toString(), Backups.BYTES, begun.bytes()));
        } else {
            context.journal().close(entry, "abandoned", Map.of());
        }
    }

    private void discard(BackupFolder folder) throws IOException {
        if (folder.discard()) {
            context.say("removed the half written backup " + folder.part());
        }
    }
}
