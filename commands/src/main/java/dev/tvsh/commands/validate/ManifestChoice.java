package dev.tvsh.commands.validate;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.journal.Journal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which manifest to compare with, where none was named: that of the newest backup or upgrade in the journal. */
final class ManifestChoice {
    /** The fact that names the manifest, by the command that leaves it. */
    private static final Map<String, String> FACTS = Map.of("backup", "manifest", "upgrade-cluster", "baseline");

    private final Journal journal;

    ManifestChoice(Journal journal) {
        this.journal = journal;
    }

    /** @throws TvshException with {@link ExitCode#REFUSED} if the journal names none */
    Path newest() {
        return journal.entries().stream()
                .flatMap(entry -> manifest(entry).stream())
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> new TvshException(
                        ExitCode.REFUSED,
                        "there is no manifest to compare with",
                        List.of(
                                "validate FILE    compares with the manifest in FILE",
                                "backup           before an upgrade, makes one")));
    }

    private static Optional<Path> manifest(Journal.Entry entry) {
        String fact = FACTS.get(entry.command());
        return fact != null && entry.facts().get(fact) instanceof String path
                ? Optional.of(Path.of(path))
                : Optional.empty();
    }
}
