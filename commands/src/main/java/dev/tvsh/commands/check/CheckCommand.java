package dev.tvsh.commands.check;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.check.catalog.CheckCatalog;
import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.check.catalog.Route;
import dev.tvsh.commands.check.catalog.ServerVersion;
import dev.tvsh.commands.check.ledger.LedgerKeeper;
import dev.tvsh.commands.check.ledger.VersionLedger;
import dev.tvsh.commands.check.probe.CheckContext;
import dev.tvsh.commands.connection.SqlRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code check}: everything that could spoil the upgrade, the worst first. It changes nothing. */
public final class CheckCommand implements Command {
    private static final int SECONDS = 60;

    private static final CommandSpec SPEC = CommandSpec.reading(
            "check",
            "find what could spoil an upgrade",
            "[ID...]",
            OptionSpec.value("to", "VERSION", "the version to upgrade to, for example 15.18"),
            OptionSpec.value("route", "ROUTE", "the way: pg-minor, pg-upgrade, dump-restore, ext-minor or ext-major"),
            OptionSpec.value("timeout", "SECONDS", "how long one question may take, 60 by default"),
            OptionSpec.flag("no-drift", "do not read the rows of TVIEWs"),
            OptionSpec.flag("verbose", "show notices and what is fine too"));

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        Optional<ServerVersion> target = invocation.value("to").map(ServerVersion::parse);
        CheckCatalog catalog = CheckCatalog.read();
        List<CheckSpec> named = named(catalog, invocation.arguments());
        Duration limit = Duration.ofSeconds(invocation.number("timeout", SECONDS));
        Instant begun = context.clock().instant();
        try (SqlRunner sql = context.open()) {
            CheckRunner.lookOnly(sql, limit);
            CheckContext checkContext = new CheckContext(context, sql, target);
            Route route = invocation
                    .value("route")
                    .map(Route::parse)
                    .orElseGet(
                            () -> Route.between(checkContext.current(), target).get(0));
            LedgerKeeper keeper = new LedgerKeeper(context);
            Optional<VersionLedger> ledger = keeper.keep(sql);
            List<CheckSpec> due = named.isEmpty()
                    ? due(catalog, route, checkContext, lowest(ledger, checkContext), invocation)
                    : named;
            List<Looked> looked = new CheckRunner(checkContext, limit).run(due);
            checkContext
                    .catalogIfRead()
                    .ifPresent(tviews -> ledger.ifPresent(known -> keeper.keep(known, tviews.extension())));
            CheckReport report = new CheckReport(checkContext, route, looked);
            Duration taken = Duration.between(begun, context.clock().instant());
            if (!invocation.json()) {
                report.lines(taken, verbose(invocation)).forEach(context::say);
            }
            return report.outcome();
        }
    }

    private static ServerVersion lowest(Optional<VersionLedger> ledger, CheckContext context) {
        return ledger.flatMap(known -> known.lowestServer(context.current().major()))
                .map(sighting -> ServerVersion.parse(sighting.version()))
                .orElse(context.current());
    }

    private static boolean verbose(Invocation invocation) {
        return invocation.has("verbose") || !invocation.arguments().isEmpty();
    }

    private static List<CheckSpec> due(
            CheckCatalog catalog, Route route, CheckContext context, ServerVersion lowest, Invocation invocation) {
        return catalog.all().stream()
                .filter(check -> check.severityOn(route).isPresent())
                .filter(check -> check.window().open(context.current(), lowest, context.target()))
                .filter(check -> !(invocation.has("no-drift") && check.id().equals("tv.drift")))
                .toList();
    }

    private static List<CheckSpec> named(CheckCatalog catalog, List<String> ids) {
        List<CheckSpec> named = new ArrayList<>();
        for (String id : ids) {
            named.add(catalog.find(id).orElseThrow(() -> unknown(catalog, id)));
        }
        return named;
    }

    private static TvshException unknown(CheckCatalog catalog, String id) {
        List<String> known = catalog.all().stream().map(CheckSpec::id).sorted().toList();
        return new TvshException(
                ExitCode.FATAL, "there is no check " + id, List.of("Checks: " + String.join(", ", known)));
    }
}
