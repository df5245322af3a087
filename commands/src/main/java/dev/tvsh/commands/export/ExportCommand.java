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
import dev.tvsh.commands.tview.manifest.ManifestFile;
import dev.tvsh.commands.tview.manifest.ManifestRecorder;
import dev.tvsh.templates.Templates;
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
    private static final int SHOWN = 5;

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        Optional<ExportFiles> files =
                invocation.value("to").map(to -> ExportFiles.at(Path.of(to), invocation.has("force")));
        try (SqlRunner sql = context.open()) {
            sql.lookOnly();
            TviewCatalog catalog = TviewCatalog.read(sql);
            QualifiedName metadata = catalog.extension()
                    .flatMap(Extension::metadata)
                    .orElseThrow(() -> new TvshException(
                            ExitCode.REFUSED,
                            "no TVIEW is registered here: pg_tviews is not installed",
                            List.of("status")));
            Adoption adoption = new Adoption(context.templates(), MetadataTable.read(sql, metadata));
            List<Tview> tviews = new DependencyOrder(catalog)
                    .of(
                            invocation.values("only").isEmpty()
                                    ? catalog.tviews()
                                    : catalog.names().all(invocation.values("only")));
            Export export = new Export(new ManifestRecorder(sql, context.clock()), catalog, tviews);
            List<String> left = catalog.unregistered().orElse(List.of()).stream()
                    .map(Unregistered::shown)
                    .toList();
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("tviews", tviews.stream().map(Tview::entity).toList());
            document.put("notRegistered", left);
            document.put("files", files.map(ExportFiles::names).orElse(List.of()));
            if (files.isPresent()) {
                write(export, context.templates(), adoption, files.get());
                if (!invocation.json()) {
                    tell(context, tviews.size(), left, files.get());
                }
            } else if (invocation.json()) {
                StringBuilder text = new StringBuilder();
                export.writeTo(
                        Optional.of(new ExportScript(
                                context.templates(),
                                adoption,
                                part -> text.append(text.isEmpty() ? "" : "\n\n")
                                        .append(part.text()))),
                        Optional.empty());
                document.put("script", text.append('\n').toString());
            } else {
                export.writeTo(
                        Optional.of(new ExportScript(context.templates(), adoption, part -> {
                            part.text().lines().forEach(context::say);
                            context.say("");
                        })),
                        Optional.empty());
            }
            return new Outcome(
                    left.isEmpty() ? ExitCode.DONE : ExitCode.NEGATIVE,
                    document,
                    tviews.stream().map(Tview::entity).toList());
        }
    }

    private static void write(Export export, Templates templates, Adoption adoption, ExportFiles files) {
        try (GrowingFiles growing = new GrowingFiles(files)) {
            export.writeTo(
                    growing.script()
                            .map(file ->
                                    new ExportScript(templates, adoption, part -> file.write(part.text() + "\n\n"))),
                    growing.json().map(file -> ManifestFile.stream(file, export.frame())));
            growing.complete();
        }
    }

    private static void tell(CommandContext context, int tviews, List<String> left, ExportFiles files) {
        context.say(count(tviews) + " → " + files.shown());
        if (!left.isEmpty()) {
            context.say("! not registered, so not exported: "
                    + String.join(", ", left.subList(0, Math.min(SHOWN, left.size())))
                    + (left.size() > SHOWN ? " and " + (left.size() - SHOWN) + " more" : "") + "   → adopt");
        }
    }

    private static String count(int tviews) {
        return tviews + (tviews == 1 ? " TVIEW" : " TVIEWs");
    }
}
