package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.backup.Backups;
import java.util.List;

/** Whether a backup of this database is here that was restored and compared. */
final class ProofProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        return new Backups(context.journal()).newestProved().isPresent()
                ? Answer.ok()
                : Answer.problem(
                        List.of(),
                        "no backup of this database has been restored and compared",
                        "backup --verify restore");
    }
}
