package dev.tvsh.commands.export;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.adopt.Adoption;
import dev.tvsh.commands.adopt.MetadataTable;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Extension;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.Unregistered;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestFile;
import dev.tvsh.commands.tview.manifest.ManifestRecorder;
import dev.tvsh.templates.Rendered;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code export-tviews}: TVIEWs with their registrations and rights as a script and as JSON, by name. */
public final class ExportCommand implements Command {

    private static final CommandSpec SPEC = CommandSpec.reading(
            "export-tviews",
            "write TVIEWs, registrations and rights as a psql script and as JSON",
            "",
            OptionSpec.value(
                    "to", "DIR|FILE", "a folder for both, or one file: JSON if it ends in .json, else the script"),
            OptionSpec.value("only", "NAMES", "export these, separated by commas"),
            OptionSpec.flag("force", "replace files that are there"));

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        Optional<ExportFiles> files =
                invocation.value("to").map(to -> ExportFiles.at(Path.of(to), invocation.has("force")));
        try (SqlRunner sql = context.open()) {
            sql.run("sql/server/look-only.sql.vm", Map.of());
            TviewCatalog catalog = TviewCatalog.read(sql);
            QualifiedName metadata = catalog.extension()
                    .flatMap(Extension::metadata)
                    .orElseThrow(() -> new TvshException(
                            ExitCode.REFUSED,
                            "no TVIEW is registered here: pg_tviews is not installed",
                            List.of("status")));
            List<Tview> tviews = new DependencyOrder(catalog)
                    .of(
                            invocation.values("only").isEmpty()
                                    ? catalog.tviews()
                                    : catalog.names().all(invocation.values("only")));
            Manifest manifest =
                    new ExportSelection(tviews).from(new ManifestRecorder(sql, context.clock()).recordNames(catalog));
            Rendered script = new ExportScript(
                            context.templates(), new Adoption(context.templates(), MetadataTable.read(sql, metadata)))
                    .of(manifest, tviews);
            String json = ManifestFile.toJson(manifest);
            files.ifPresent(target -> target.write(script.text() + "\n", json));
            if (files.isEmpty() && !invocation.json()) {
                script.text().lines().forEach(context::say);
            } else if (!invocation.json()) {
                context.say(count(tviews.size()) + " → "
                        + files.map(ExportFiles::shown).orElse(""));
            }
            List<String> left = catalog.unregistered().orElse(List.of()).stream()
                    .map(Unregistered::shown)
                    .toList();
            if (!left.isEmpty() && files.isPresent() && !invocation.json()) {
                context.say("! not registered, so not exported: "
                        + String.join(", ", left.subList(0, Math.min(5, left.size())))
                        + (left.size() > 5 ? " and " + (left.size() - 5) + " more" : "") + "   → adopt");
            }
            return outcome(tviews, left, files, script);
        }
    }

    private static Outcome outcome(
            List<Tview> tviews, List<String> left, Optional<ExportFiles> files, Rendered script) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("tviews", tviews.stream().map(Tview::entity).toList());
        document.put("notRegistered", left);
        document.put("files", files.map(ExportFiles::names).orElse(List.of()));
        if (files.isEmpty()) {
            document.put("script", script.text());
        }
        List<String> stable = tviews.stream().map(Tview::entity).toList();
        return new Outcome(left.isEmpty() ? ExitCode.DONE : ExitCode.NEGATIVE, document, stable);
    }

    private static String count(int tviews) {
        return tviews + (tviews == 1 ? " TVIEW" : " TVIEWs");
    }
}
