package dev.tvsh.commands.adopt;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.backup.Backups;
import dev.tvsh.commands.change.ChangeProtocol;
import dev.tvsh.commands.change.LockPolicy;
import dev.tvsh.commands.change.LockRetry;
import dev.tvsh.commands.change.WritableTarget;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Extension;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.WayBack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code adopt}: registers TVIEWs again whose tables, views and triggers are there. */
public final class AdoptCommand implements Command {

    static final String NAME = "adopt";

    @Override
    public CommandSpec spec() {
        List<OptionSpec> options = new ArrayList<>(List.of(
                OptionSpec.value(
                        "from", "BACKUP|FILE", "register as this backup or manifest has it, not as the catalogs look"),
                OptionSpec.value("as", "ROLE", "prove it with writes of this role"),
                OptionSpec.value("only", "ENTITIES", "register these, separated by commas"),
                OptionSpec.value("except", "ENTITIES", "leave these out"),
                OptionSpec.flag("no-drift", "do not measure afterwards how far behind they are")));
        options.addAll(LockPolicy.options());
        return CommandSpec.changing(
                NAME,
                "register TVIEWs again that a restore or a new extension does not know",
                "",
                options.toArray(OptionSpec[]::new));
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        LockPolicy policy = LockPolicy.of(invocation);
        try (SqlRunner sql = context.open()) {
            WritableTarget target = WritableTarget.require(sql);
            TviewCatalog catalog = TviewCatalog.read(sql);
            MetadataTable metadata = MetadataTable.read(sql, metadata(catalog, sql));
            Optional<ApplicationRole> role = invocation.value("as").map(name -> ApplicationRole.of(name, sql));
            AdoptionSource source = selected(source(invocation, context, sql, catalog), invocation);
            AdoptionRun run =
                    new AdoptionRun(context, sql, new Adoption(context.templates(), metadata), source, catalog);
            run.refuseRefused();
            if (run.isNothingToDo()) {
                return run.nothingToDo(role, invocation.dryRun());
            }
            LockRetry retry = new LockRetry(sql, policy.on(sql), context.output());
            return new ChangeProtocol(context)
                    .run(
                            run.change(),
                            invocation,
                            () -> run.carryOut(target, retry, role, !invocation.has("no-drift")));
        }
    }

    private static QualifiedName metadata(TviewCatalog catalog, SqlRunner sql) {
        Extension extension = catalog.extension()
                .orElseThrow(() -> new TvshException(
                        ExitCode.REFUSED,
                        "pg_tviews is not installed in this database: there is nothing to register with",
                        catalog.triggers().isEmpty()
                                ? List.of("Nothing was changed.")
                                : Stream.concat(
                                                Stream.of(
                                                        "Its triggers are still there, so writes to their tables fail."),
                                                WayBack.lines(catalog, sql).stream())
                                        .toList()));
        return extension
                .metadata()
                .orElseThrow(() -> new TvshException(
                        ExitCode.REFUSED,
                        "the extension has no table of registrations",
                        List.of("Nothing was changed.", "check")));
    }

    private static AdoptionSource source(
            Invocation invocation, CommandContext context, SqlRunner sql, TviewCatalog catalog) {
        Optional<String> from = invocation.value("from");
        if (from.isEmpty()) {
            return new CatalogGuess(sql, catalog, context.clock().instant()).read();
        }
        return AdoptionSource.of(new Backups(context.journal()).manifest(from.get()), from.get());
    }

    private static AdoptionSource selected(AdoptionSource source, Invocation invocation) {
        Set<String> known = new HashSet<>();
        source.registrations().forEach(registration -> known.add(registration.entity()));
        source.refused().forEach(refusal -> known.add(refusal.entity()));
        Set<String> only = entities(invocation.values("only"), known);
        Set<String> except = entities(invocation.values("except"), known);
        return source.only(entity -> (only.isEmpty() || only.contains(entity)) && !except.contains(entity));
    }

    private static Set<String> entities(List<String> values, Set<String> known) {
        Set<String> entities = new HashSet<>();
        for (String value : values) {
            // A whole value first: a name may hold a comma.
            List<String> names = known.contains(value) ? List.of(value) : List.of(value.split(","));
            for (String name : names) {
                if (!known.contains(name)) {
                    throw new TvshException(
                            ExitCode.FATAL,
                            "there is no TVIEW '" + name + "' to register",
                            List.of("Entities, as in the list that adopt shows: adopt --dry-run"));
                }
                entities.add(name);
            }
        }
        return entities;
    }
}
