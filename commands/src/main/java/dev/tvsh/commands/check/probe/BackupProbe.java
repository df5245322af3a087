package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.backup.Backups;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.output.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a complete backup of this database is here and recent. */
final class BackupProbe implements Probe {
    private static final Duration RECENT = Duration.ofHours(24);

    @Override
    public Answer look(CheckContext context) {
        Optional<Journal.Entry> newest = new Backups(context.journal()).newest();
        if (newest.isEmpty()) {
            return Answer.problem(List.of(), "no backup of this database by tvsh", "backup");
        }
        Duration age = Duration.between(
                Instant.parse(newest.get().begun()), context.clock().instant());
        return age.compareTo(RECENT) <= 0
                ? Answer.ok()
                : Answer.problem(List.of(), "the newest backup is " + Quantity.age(age.toSeconds()) + " old", "backup");
    }
}
