package dev.tvsh.commands.status;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.check.CheckRunner;
import dev.tvsh.commands.check.Finding;
import dev.tvsh.commands.check.catalog.CheckCatalog;
import dev.tvsh.commands.check.catalog.Route;
import dev.tvsh.commands.check.catalog.ServerVersion;
import dev.tvsh.commands.check.ledger.LedgerKeeper;
import dev.tvsh.commands.check.probe.CheckContext;
import dev.tvsh.commands.check.probe.Status;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Extension;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.TviewFingerprint;
import dev.tvsh.commands.upgrade.OpenWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code status}: what one is connected to, and what makes writes fail or TVIEWs stale there. */
public final class StatusCommand implements Command {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final CommandSpec SPEC =
            CommandSpec.reading("status", "show what this database has, and what is wrong with it", "");

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        try (SqlRunner sql = context.open()) {
            sql.lookOnly();
            CheckContext checks = new CheckContext(context, sql, LIMIT);
            TviewCatalog catalog = checks.catalog();
            ServerVersion version = ServerVersion.ofNumber(sql.info().serverVersionNum());
            List<Finding> problems = new CheckRunner(checks)
                    .run(CheckCatalog.urgent()).stream()
                            .map(looked -> looked.on(Route.ANY))
                            .filter(finding -> finding.status() != Status.OK)
                            .sorted()
                            .toList();
            LedgerKeeper keeper = new LedgerKeeper(context, context::say);
            keeper.keep(sql).ifPresent(ledger -> keeper.keep(ledger, catalog.extension()));
            if (!invocation.json()) {
                context.say(context.connector().target() + " · PostgreSQL " + version + " · " + extension(catalog)
                        + " · " + count(catalog));
                new OpenWork(context).unfinishedRollback().ifPresent(line -> context.say("! " + line));
                problems.forEach(finding -> context.say(line(finding)));
            }
            return outcome(context, version, catalog, problems);
        }
    }

    private static String line(Finding finding) {
        return finding.symbol() + " " + finding.detail() + "   → check " + finding.id();
    }

    private static String extension(TviewCatalog catalog) {
        return catalog.extension()
                .map(extension -> "pg_tviews " + extension.shown() + " ("
                        + catalog.dialect().label() + ")")
                .orElse("pg_tviews " + catalog.dialect().label());
    }

    private static String count(TviewCatalog catalog) {
        Fact<List<Tview>> registered = catalog.registered();
        if (registered instanceof Fact.Undetermined) {
            return "TVIEWs unknown";
        }
        int count = registered.orElse(List.of()).size();
        int others = catalog.unregistered().orElse(List.of()).size();
        String total = count + others == 1 ? "1 TVIEW" : count + others + " TVIEWs";
        return others == 0 ? total : count + " of " + total + " registered";
    }

    private static Outcome outcome(
            CommandContext context, ServerVersion version, TviewCatalog catalog, List<Finding> problems) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("target", context.connector().target().toString());
        document.put("server", version.toString());
        document.put("extension", catalog.extension().map(Extension::version).orElse(""));
        document.put(
                "library",
                catalog.extension()
                        .map(extension -> extension.library().orElse("undetermined"))
                        .orElse(""));
        document.put(
                "objects",
                catalog.extension()
                        .map(extension -> extension.objects().label())
                        .orElse(""));
        document.put("callable", catalog.extension().map(Extension::callable).orElse(List.of()));
        document.put("surface", catalog.dialect().label());
        List<Object> counts = new ArrayList<>();
        catalog.registered().optional().ifPresent(tviews -> counts.add(tviews.size()));
        document.put("tviews", counts.isEmpty() ? "undetermined" : counts.get(0));
        document.put("triggers", catalog.triggers().size());
        document.put("problems", problems);

        List<String> stable = new ArrayList<>();
        stable.add("PostgreSQL " + version + " · " + extension(catalog) + " · " + count(catalog));
        problems.stream().map(Finding::stable).sorted().forEach(stable::add);
        stable.add(TviewFingerprint.line(catalog));
        return Outcome.done(document, stable);
    }
}
