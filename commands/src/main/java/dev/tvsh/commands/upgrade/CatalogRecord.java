package dev.tvsh.commands.upgrade;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.files.PrivateFile;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestComparison;
import dev.tvsh.commands.tview.manifest.ManifestComparison.Ignoring;
import dev.tvsh.commands.tview.manifest.ManifestFile;
import dev.tvsh.commands.tview.manifest.ManifestRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the target had of pg_tviews before a change, kept in the state folder under the name of the journal's entry. */
public final class CatalogRecord {

    private static final String FACT = "catalog";

    private final CommandContext context;

    CatalogRecord(CommandContext context) {
        this.context = context;
    }

    /** Before against after. */
    record Comparison(ManifestComparison result, int tviews, int triggers) {}

    static boolean isIn(Journal.Entry entry) {
        return entry.facts().containsKey(FACT);
    }

    /** The fact that lets another entry use the same record. */
    public static Map<String, Object> shared(Journal.Entry entry) {
        Object path = entry.facts().get(FACT);
        return path == null ? Map.of() : Map.of(FACT, path);
    }

    void record(SqlRunner sql, Journal.Entry entry) {
        Path folder = context.state().toAbsolutePath().resolve("upgrades");
        Path file = folder.resolve(entry.id() + ".json");
        String json = ManifestFile.toJson(read(sql));
        try {
            PrivateFile.write(file, json);
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "cannot write " + file + ": " + FileProblem.reason(e),
                    List.of("Nothing was changed."),
                    e);
        }
        context.journal().note(entry, Map.of(FACT, file.toString()));
    }

    Comparison compare(SqlRunner sql, Journal.Entry entry) {
        Manifest after = read(sql);
        ManifestComparison result = isIn(entry)
                ? ManifestComparison.of(
                        ManifestFile.read(Path.of(String.valueOf(entry.facts().get(FACT)))),
                        after,
                        Ignoring.SERVER_VERSION)
                : new ManifestComparison(List.of(), List.of("what there was before the change was not recorded"));
        return new Comparison(result, after.tviews().size(), after.triggers().size());
    }

    private Manifest read(SqlRunner sql) {
        return new ManifestRecorder(sql, context.clock()).recordNames(TviewCatalog.read(sql));
    }
}
