package dev.tvsh.commands.check;

import java.time.Duration;
import java.util.List;

/** All checks. */
public final class Checks {
    private Checks() {}

    /** What makes writes fail or TVIEWs silently stale, and can be told at once. */
    public static List<Check> urgent() {
        return List.of(
                new DroppedCheck(),
                new LibraryCheck(),
                new ExtensionCheck(),
                new SchemaCheck(),
                new UnregisteredCheck(),
                new DanglingCheck(),
                new CopiesCheck(),
                new TriggersOffCheck(),
                new EventTriggerCheck(),
                new QueueCheck(),
                new RecordedErrorsCheck());
    }

    /** The measuring of every TVIEW. */
    static Check drift() {
        return new DriftCheck();
    }

    /** What else can be told without reading rows. */
    static List<Check> surroundings() {
        return List.of(
                new SurfaceCheck(),
                new UnfollowedCheck(),
                new LeftoversCheck(),
                new RouteCheck(),
                new TargetCheck(),
                new StandbyCheck(),
                new PreloadCheck(),
                new LibrarySymbolsCheck(),
                new PreparedCheck(),
                new LongTransactionsCheck(Duration.ofMinutes(5)),
                new InvalidIndexesCheck(),
                new PendingSettingsCheck(),
                new FileErrorsCheck(),
                new CollationCheck(),
                new BackupCheck());
    }
}
