package dev.tvsh.commands.check;

import dev.tvsh.commands.journal.Journal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether a complete backup of this database is here and recent. */
final class BackupCheck implements Check {
    private static final Duration RECENT = Duration.ofHours(24);

    @Override
    public String id() {
        return "backup.recent";
    }

    @Override
    public Severity severity() {
        return Severity.WARN;
    }

    @Override
    public Finding run(CheckContext context) {
        Optional<Journal.Entry> newest = context.journal().entries().stream()
                .filter(entry ->
                        entry.command().equals("backup") && entry.closed().equals("done"))
                .filter(entry ->
                        entry.facts().get("manifest") instanceof String path && Files.isRegularFile(Path.of(path)))
                .reduce((older, newer) -> newer);
        if (newest.isEmpty()) {
            return Finding.problem(this, List.of(), "no backup of this database by tvsh", "backup");
        }
        Duration age = Duration.between(
                Instant.parse(newest.get().begun()), context.clock().instant());
        return age.compareTo(RECENT) <= 0
                ? Finding.ok(this)
                : Finding.problem(
                        this, List.of(), "the newest backup is " + Shown.age(age.toSeconds()) + " old", "backup");
    }

    @Override
    public boolean lasting() {
        return false;
    }
}
