package dev.tvsh.commands.check;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.TviewCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code check}: everything that could spoil the upgrade, the worst first. It changes nothing. */
public final class CheckCommand implements Command {
    private static final CommandSpec SPEC = CommandSpec.reading(
            "check",
            "find what could spoil an upgrade",
            "[ID...]",
            OptionSpec.value("to", "VERSION", "the version to upgrade to, for example 15.18"),
            OptionSpec.flag("no-drift", "do not read the rows of TVIEWs"),
            OptionSpec.flag("verbose", "show notices and what is fine too"));

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        Optional<ServerVersion> target = invocation.value("to").map(ServerVersion::parse);
        List<Check> checks = checks(invocation);
        Instant begun = context.clock().instant();
        try (SqlRunner sql = context.open()) {
            sql.run("sql/server/look-only.sql.vm", Map.of());
            CheckContext checkContext = new CheckContext(
                    sql,
                    TviewCatalog.read(sql),
                    ServerVersion.ofNumber(sql.info().serverVersionNum()),
                    target,
                    context.journal(),
                    context.clock());
            CheckReport report = new CheckReport(checkContext, checks, new CheckRunner(checkContext).run(checks));
            Duration taken = Duration.between(begun, context.clock().instant());
            if (!invocation.json()) {
                report.lines(taken, verbose(invocation)).forEach(context::say);
            }
            return report.outcome();
        }
    }

    private static boolean verbose(Invocation invocation) {
        return invocation.has("verbose") || !invocation.arguments().isEmpty();
    }

    /** Those that were named, else all. */
    private static List<Check> checks(Invocation invocation) {
        List<Check> all = new ArrayList<>(Checks.urgent());
        all.addAll(Checks.surroundings());
        all.add(Checks.drift());
        Set<String> named = Set.copyOf(invocation.arguments());
        List<String> known = all.stream().map(Check::id).sorted().toList();
        for (String id : named) {
            if (!known.contains(id)) {
                throw new TvshException(
                        ExitCode.FATAL, "there is no check " + id, List.of("Checks: " + String.join(", ", known)));
            }
        }
        if (!named.isEmpty()) {
            all.removeIf(check -> !named.contains(check.id()));
        } else if (invocation.has("no-drift")) {
            all.removeIf(check -> check.id().equals(Checks.drift().id()));
        }
        return all;
    }
}
