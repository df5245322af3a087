package dev.tvsh.commands.validate;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.Backups;
import dev.tvsh.commands.backup.ManifestChoice;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestComparison;
import dev.tvsh.commands.tview.manifest.ManifestComparison.Ignoring;
import dev.tvsh.commands.tview.manifest.ManifestFile;
import dev.tvsh.commands.tview.manifest.ManifestRecorder;
import java.util.ArrayList;
import java.util.List;

/** {@code validate}: whether the database is as a manifest has it, and TVIEWs follow writes. */
public final class ValidateCommand implements Command {
    private static final CommandSpec SPEC = CommandSpec.reading(
            "validate", "compare with the manifest of before, and probe writes that are rolled back", "[BACKUP|FILE]");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        if (invocation.arguments().size() > 1) {
            throw new TvshException(ExitCode.FATAL, "validate takes one manifest", List.of("help validate"));
        }
        Manifest expected = invocation.arguments().isEmpty()
                ? ManifestFile.read(new ManifestChoice(context.journal()).newest())
                : new Backups(context.journal()).manifest(invocation.arguments().get(0));
        try (SqlRunner sql = context.open()) {
            TviewCatalog catalog = TviewCatalog.read(sql);
            int total = catalog.registered().orElse(List.of()).size();
            Manifest actual = new ManifestRecorder(sql, context.clock())
                    .record(
                            catalog,
                            done -> context.output().accept(new Event.Progress("validate", done, total, "drift")));
            ManifestComparison comparison = ManifestComparison.of(expected, actual, ignoring(expected, actual));
            ValidateReport report =
                    new ValidateReport(expected, actual, catalog, comparison, new WriteProbe(sql, catalog).run());
            if (!invocation.json()) {
                report.lines().forEach(context::say);
            }
            return report.outcome();
        }
    }

    /** A new version is what an upgrade is for; a major one gives the cluster a new identity too. */
    private static Ignoring[] ignoring(Manifest expected, Manifest actual) {
        List<Ignoring> ignoring = new ArrayList<>(List.of(Ignoring.SERVER_VERSION));
        if (expected.server().versionNum() / 10_000 != actual.server().versionNum() / 10_000) {
            ignoring.add(Ignoring.SYSTEM_IDENTIFIER);
        }
        return ignoring.toArray(Ignoring[]::new);
    }
}
