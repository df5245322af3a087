package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestFile;
import dev.tvsh.commands.tview.manifest.ManifestRecorder;
import dev.tvsh.templates.Rendered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Fills the folder of a backup with a copy of the whole cluster, and with a manifest of the names of this database. It has no
 * rows: a copy of files shows the moment at which it ended, which no session sees.
 */
final class ClusterWriter implements ContentWriter {

    private final CommandContext context;
    private final ClusterCopy copy;
    private final BackupFolder folder;
    private final boolean checked;

    /** @param checked whether the copy is looked at when it is there */
    ClusterWriter(CommandContext context, ClusterCopy copy, BackupFolder folder, boolean checked) {
        this.context = context;
        this.copy = copy;
        this.folder = folder;
        this.checked = checked;
    }

    @Override
    public Content write(SqlRunner sql) throws IOException {
        Manifest manifest;
        String configuration;
        try (SqlRunner reader = context.open()) {
            manifest = new ManifestRecorder(reader, context.clock()).recordNames(TviewCatalog.read(reader));
            configuration = new OutsideConfiguration(folder).copy(reader);
        }
        Path place = folder.part(BackupFolder.CLUSTER);
        copy.copy(place);
        if (checked) {
            copy.check(place);
        }
        if (!configuration.isEmpty()) {
            context.say(configuration);
        }
        folder.write(BackupFolder.MANIFEST, ManifestFile.toJson(manifest));
        return new Content(
                "the whole cluster, " + manifest.tviews().size() + " TVIEWs in "
                        + manifest.database().name(),
                checked ? "every file and its log checked, sums written" : "sums written",
                Map.of("tviews", manifest.tviews().size(), "cluster", true),
                List.of("the whole cluster in the backup"));
    }

    @Override
    public List<Rendered> scripts(SqlRunner sql) {
        Path place = folder.part(BackupFolder.CLUSTER);
        return checked ? List.of(copy.copying(place), copy.checking(place)) : List.of(copy.copying(place));
    }

    /**
     * How many bytes it will copy.
     *
     * @throws TvshException with {@link ExitCode#REFUSED} if that cannot be one folder
     */
    static long bytes(SqlRunner sql) {
        Row row = sql.one("sql/backup/cluster.sql.vm", Map.of());
        List<String> tablespaces = row.texts("tablespaces");
        if (!tablespaces.isEmpty()) {
            throw new TvshException(
                    ExitCode.REFUSED,
                    "tablespace " + tablespaces.get(0) + " lies outside of the data directory",
                    List.of("backup --method directory        copies the database", "Nothing was changed."));
        }
        return row.number("bytes");
    }
}
