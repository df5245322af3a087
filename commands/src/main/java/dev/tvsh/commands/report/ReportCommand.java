package dev.tvsh.commands.report;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.ServerUse;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.Backups;
import dev.tvsh.commands.backup.ManifestChoice;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.upgrade.SwitchRun;
import dev.tvsh.templates.Rendered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what was done to this target and how it stands: from the journal, and from the cluster itself. */
public final class ReportCommand implements Command {

    @Override
    public CommandSpec spec() {
        return CommandSpec.reading(
                "report",
                "what was upgraded, how long it was down, and how it stands",
                "",
                OptionSpec.value("to", "FILE", "write it to a file"));
    }

    @Override
    public ServerUse server(Invocation invocation) {
        return ServerUse.IF_THERE;
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        List<Journal.Entry> entries = context.journal().entries();
        Optional<UpgradeSummary> upgrade = newest(entries, SwitchRun.UPGRADE).map(UpgradeSummary::of);
        Optional<Journal.Entry> backup = new Backups(context.journal()).newest();
        Standing standing = Standing.of(context, new ManifestChoice(context.journal()).find());
        Rendered text = context.templates()
                .render("report/upgrade.md.vm", new ReportValues(context, upgrade, backup, standing, entries).values());
        invocation
                .value("to")
                .ifPresentOrElse(
                        file -> write(Path.of(file), text, context),
                        () -> text.text().lines().forEach(context::say));

        Map<String, Object> document = new LinkedHashMap<>();
        upgrade.ifPresent(summary -> document.put("upgrade", summary.document()));
        backup.ifPresent(entry -> document.put("backup", entry.facts()));
        document.put("now", standing.lines());
        return Outcome.done(document, stable(upgrade, standing));
    }

    private static List<String> stable(Optional<UpgradeSummary> upgrade, Standing standing) {
        return List.of(
                upgrade.map(summary -> "PostgreSQL " + summary.from() + " -> " + summary.to() + ", " + summary.state())
                        .orElse("no upgrade recorded"),
                standing.summary());
    }

    private static Optional<Journal.Entry> newest(List<Journal.Entry> entries, String command) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            Journal.Entry entry = entries.get(i);
            if (entry.command().equals(command) && !entry.closed().equals("abandoned")) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private static void write(Path file, Rendered text, CommandContext context) {
        try {
            Files.writeString(file, text.text() + "\n");
            context.say("report  " + file.toAbsolutePath());
        } catch (IOException e) {
            throw new TvshException(
                    ExitCode.FATAL,
                    "cannot write " + file + ": " + FileProblem.reason(e),
                    List.of("report --to ANOTHER-FILE"),
                    e);
        }
    }
}
