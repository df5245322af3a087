package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Session;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.commands.output.Relay;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.drift.RowView;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestComparison;
import dev.tvsh.commands.tview.manifest.ManifestFile;
import dev.tvsh.commands.tview.manifest.ManifestRecorder;
import dev.tvsh.commands.tview.manifest.ManifestRecorder.Contents;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes the manifest of a snapshot in sessions of its own, on a thread of its own, while the dump runs: pg_dump spends its
 * time compressing, and leaves a core of the server to count and to sum up rows. All methods belong to the coordinating thread.
 */
final class SnapshotManifest implements AutoCloseable {

    private static final int PAUSE_MILLIS = 5;

    private final CommandContext context;
    private final Relay relay = new Relay();
    private final Queue<Session> sessions = new ConcurrentLinkedQueue<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(SnapshotManifest::daemon);
    private final CompletableFuture<Taken> manifest;

    /** Begins. The session that exported the snapshot must stay in its transaction until this is done. */
    SnapshotManifest(CommandContext context, String snapshot) {
        this.context = context;
        EventSink events = relay.sink(context.output());
        SqlRunner sql = SqlRunner.open(this::connect, context.templates(), events);
        manifest = CompletableFuture.supplyAsync(() -> take(sql, snapshot), thread);
    }

    /** Is rung whenever {@link #attend} has something to do. */
    void bell(Runnable bell) {
        relay.bell(bell);
    }

    private Session connect() {
        Session session = context.connector().connect();
        sessions.add(session);
        return session;
    }

    /**
     * What was taken.
     *
     * @param text the manifest as it is written down
     */
    record Taken(Manifest manifest, String text) {}

    private Taken take(SqlRunner sql, String snapshot) {
        sql.lookOnly();
        ManifestRecorder recorder = new ManifestRecorder(sql, context.clock());
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

    /** Does for the thread what only the coordinating one may do. @throws TvshException if the manifest cannot be taken */
    void attend() {
        relay.work(0);
        if (manifest.isCompletedExceptionally()) {
            result();
        }
    }

    /** Waits for it. */
    Taken result() {
        while (!manifest.isDone()) {
            relay.work(PAUSE_MILLIS);
        }
        relay.work(0);
        try {
            return manifest.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TvshException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Ends its sessions, whatever they do. */
    @Override
    public void close() {
        thread.shutdownNow();
        for (Session session : sessions) {
            if (!manifest.isDone()) {
                session.cancel();
            }
            session.close();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread made = new Thread(work, "manifest");
        made.setDaemon(true);
        return made;
    }
}
