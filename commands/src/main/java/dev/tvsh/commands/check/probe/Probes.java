package dev.tvsh.commands.check.probe;

import java.util.Map;
import java.util.Optional;

/** The probes that are code, by the names that the catalog of checks calls them by. */
public final class Probes {
    private static final Map<String, Probe> ALL = Map.ofEntries(
            Map.entry("amcheck", new AmcheckProbe()),
            Map.entry("backup", new BackupProbe()),
            Map.entry("copies", new CopiesProbe()),
            Map.entry("dangling", new DanglingProbe()),
            Map.entry("drift", new StaleRowsProbe()),
            Map.entry("dropped", new DroppedProbe()),
            Map.entry("end-of-life", new EndOfLifeProbe()),
            Map.entry("event-trigger", new EventTriggerProbe()),
            Map.entry("extension", new ExtensionProbe()),
            Map.entry("fan-out", new FanOutProbe()),
            Map.entry("leftovers", new LeftoversProbe()),
            Map.entry("library", new LibraryProbe()),
            Map.entry("library-symbols", new LibrarySymbolsProbe()),
            Map.entry("preload", new PreloadProbe()),
            Map.entry("proof", new ProofProbe()),
            Map.entry("queue", new QueueProbe()),
            Map.entry("recorded-errors", new RecordedErrorsProbe()),
            Map.entry("schema", new SchemaProbe()),
            Map.entry("source-minor", new SourceMinorProbe()),
            Map.entry("surface", new SurfaceProbe()),
            Map.entry("target", new TargetProbe()),
            Map.entry("target-files", new TargetFilesProbe()),
            Map.entry("target-minor", new TargetMinorProbe()),
            Map.entry("triggers-off", new TriggersOffProbe()),
            Map.entry("unfollowed", new UnfollowedProbe()),
            Map.entry("unregistered", new UnregisteredProbe()));

    private Probes() {}

    static Optional<Probe> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** Whether there is one of this name. */
    public static boolean has(String name) {
        return ALL.containsKey(name);
    }
}
