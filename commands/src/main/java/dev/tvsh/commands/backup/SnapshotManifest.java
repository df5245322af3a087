package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.drift.RowView;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestComparison;
import dev.tvsh.commands.tview.manifest.ManifestFile;
import dev.tvsh.commands.tview.manifest.ManifestRecorder;
import dev.tvsh.commands.tview.manifest.ManifestRecorder.Contents;
import java.util.List;

/** Takes the manifest of a snapshot while the dump of it runs, which leaves the server time to count and to sum up rows. */
final class SnapshotManifest {

    private final CommandContext context;
    private final String snapshot;
    private final int sessions;

    /**
     * Of a snapshot that another session keeps.
     *
     * @param sessions in how many rows are read
     */
    SnapshotManifest(CommandContext context, String snapshot, int sessions) {
        this.context = context;
        this.snapshot = snapshot;
        this.sessions = sessions;
    }

    /**
     * What was taken.
     *
     * @param text the manifest as it is written down
     */
    record Taken(Manifest manifest, String text) {}

    /** Begins. The session that exported the snapshot must stay in its transaction until this is done. */
    SessionThread<Taken> begin() {
        return new SessionThread<>(context, context.connector()::connect, (sql, events) -> take(sql));
    }

    private Taken take(SqlRunner sql) {
        sql.lookOnly();
        ManifestRecorder recorder = new ManifestRecorder(sql, context.clock(), sessions);
        TviewCatalog catalog = TviewCatalog.read(sql);
        if (catalog.extension().isPresent()) {
            // A backup without them looks whole, and is what this is made against.
            catalog.registered().orRefuse("which TVIEWs are registered");
        }
        Manifest taken = recorder.record(catalog, RowView.ofSnapshot(snapshot), Contents.SUMMED, done -> {});
        refuseChanged(taken, recorder.recordNames(TviewCatalog.read(sql)));
        return new Taken(taken, ManifestFile.toJson(taken));
    }

    /** Definitions are not read in the snapshot: the server tells those of now. Where they stand still, they are those of the dump. */
    private static void refuseChanged(Manifest taken, Manifest afterwards) {
        ManifestComparison.of(taken.named(), afterwards).differences().stream()
                .findFirst()
                .ifPresent(changed -> {
                    throw new TvshException(
                            ExitCode.NEGATIVE,
                            "the database was changed while it was copied: " + changed.line(),
                            List.of("State: no backup was kept.", "backup          tries again"));
                });
    }
}
