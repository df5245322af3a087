package dev.tvsh.commands.check;

import dev.tvsh.commands.check.catalog.CheckCatalog;
import dev.tvsh.commands.check.catalog.CheckSpec;
import dev.tvsh.commands.check.catalog.Route;
import dev.tvsh.commands.check.catalog.ServerVersion;
import dev.tvsh.commands.check.history.PastRun;
import dev.tvsh.commands.check.ledger.BuildMarks;
import dev.tvsh.commands.check.ledger.LedgerKeeper;
import dev.tvsh.commands.check.ledger.VersionLedger;
import dev.tvsh.commands.check.probe.Answer;
import dev.tvsh.commands.check.probe.CheckContext;
import dev.tvsh.commands.check.waiver.Waivers;
import dev.tvsh.commands.connection.DatabaseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the checks that are due, and puts what they found beside waivers, routes and what was known before. */
final class Checking {
    private static final String DATABASES = "env.databases";

    private final CheckContext context;
    private final CheckCatalog catalog;
    private final CheckRequest request;
    private final Waivers waivers;

    Checking(CheckContext context, CheckCatalog catalog, CheckRequest request, Waivers waivers) {
        this.context = context;
        this.catalog = catalog;
        this.request = request;
        this.waivers = waivers;
    }

    CheckRun run(Optional<PastRun> past) {
        List<String> warnings = new ArrayList<>();
        LedgerKeeper keeper = new LedgerKeeper(context.command(), warnings::add);
        Optional<VersionLedger> ledger = keeper.keep(context.sql());
        BuildMarks marks = ledger.map(known -> keeper.builds(known, catalog)).orElse(BuildMarks.none());
        List<Route> routes = request.routes(context.current());
        Selection selection = new Selection(
                catalog,
                request,
                routes,
                context.current(),
                lowest(ledger),
                ledger.map(known -> known.earlier(context.current().major())).orElse(List.of()));
        CheckRunner runner = new CheckRunner(context, marks);
        List<Looked> looked = withClosed(runner.run(selection.due()), runner.closed());
        looked.addAll(selection.skipped());
        keeper.keep(marks);
        context.catalogIfRead().ifPresent(tviews -> ledger.ifPresent(known -> keeper.keep(known, tviews.extension())));
        List<Findings> findings =
                routes.stream().map(route -> on(route, looked)).toList();
        Optional<RouteComparison> comparison =
                findings.size() < 2 || runner.lost() || findings.get(0).nowhere()
                        ? Optional.empty()
                        : compared(findings);
        return new CheckRun(
                context,
                request,
                comparison.map(RouteComparison::best).orElse(findings.get(0)),
                CheckRun.lasting(looked),
                comparison,
                waivers,
                past,
                warnings,
                runner.lost());
    }

    private Findings on(Route route, List<Looked> looked) {
        Waiving waiving = new Waiving(waivers);
        return new Findings(
                route,
                looked.stream()
                        .filter(one -> !request.only().isEmpty()
                                || one.check().severityOn(route).isPresent())
                        .map(one -> waiving.apply(one.on(route)))
                        .toList());
    }

    private Optional<RouteComparison> compared(List<Findings> findings) {
        try {
            return Optional.of(RouteComparison.of(context, findings));
        } catch (DatabaseException e) {
            return Optional.empty();
        }
    }

    /** What was asked everywhere and not there is told, whatever was asked. */
    private List<Looked> withClosed(List<Looked> looked, List<String> closed) {
        List<Looked> all = new ArrayList<>(looked);
        Optional<CheckSpec> databases = catalog.find(DATABASES);
        if (!closed.isEmpty() && databases.isPresent()) {
            all.removeIf(one -> one.check().id().equals(DATABASES));
            all.add(new Looked(
                    databases.get(),
                    Answer.undetermined("not looked into: database " + String.join(", database ", closed))));
        }
        return all;
    }

    private ServerVersion lowest(Optional<VersionLedger> ledger) {
        return ledger.flatMap(known -> known.lowestServer(context.current().major()))
                .map(sighting -> ServerVersion.parse(sighting.version()))
                .orElse(context.current());
    }
}
