package dev.tvsh.commands.listing;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.refresh.LastRefresh;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.Unregistered;
import dev.tvsh.commands.tview.ViewDefinitions;
import dev.tvsh.commands.tview.drift.Drift;
import dev.tvsh.commands.tview.drift.DriftProbe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code tview}: all that can be known of one TVIEW. */
public final class TviewCommand implements Command {
    private static final int SECONDS = 5;

    @Override
    public CommandSpec spec() {
        return CommandSpec.reading(
                "tview",
                "show one TVIEW: what it reads, its triggers, size, grants, drift and definition",
                "NAME",
                OptionSpec.value(
                        "limit",
                        "SECONDS",
                        "give up measuring drift and looking for the newest row after this (" + SECONDS + ")"),
                OptionSpec.flag("no-drift", "do not read the rows"));
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        if (invocation.arguments().size() != 1) {
            throw new TvshException(
                    ExitCode.FATAL, "tview takes the name of one TVIEW", List.of("tview NAME", "tviews    lists them"));
        }
        Duration limit = Duration.ofSeconds(invocation.number("limit", SECONDS));
        try (SqlRunner sql = context.open()) {
            sql.lookOnly();
            TviewCatalog catalog = TviewCatalog.read(sql);
            String name = invocation.arguments().get(0);
            Optional<Unregistered> unregistered = catalog.names().unregistered(name);
            if (unregistered.isPresent()) {
                UnregisteredReport report = new UnregisteredReport(catalog, unregistered.get(), sql);
                if (!invocation.json()) {
                    report.lines().forEach(context::say);
                }
                return report.outcome();
            }
            Tview tview = catalog.names().one(name);
            Fact<RelationFacts> facts = new RelationReader(sql, limit).read(tview);
            Fact<String> definition = new ViewDefinitions(sql).of(tview.view());
            Fact<Drift> drift = invocation.has("no-drift")
                    ? Fact.undetermined("not measured")
                    : new DriftProbe(sql)
                            .within(limit)
                            .measure(List.of(tview))
                            .getOrDefault(tview.entity(), Fact.undetermined("not measured"));
            TviewReport report = new TviewReport(
                    catalog, tview, facts, definition, drift, LastRefresh.of(context.journal(), tview.table()));
            if (!invocation.json()) {
                report.lines().forEach(context::say);
            }
            return report.outcome();
        }
    }
}
