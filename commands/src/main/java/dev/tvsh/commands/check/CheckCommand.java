package dev.tvsh.commands.check;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.FileProblem;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.ServerUse;
import dev.tvsh.commands.check.catalog.CheckCatalog;
import dev.tvsh.commands.check.history.PastRun;
import dev.tvsh.commands.check.history.RunArchive;
import dev.tvsh.commands.check.probe.CheckContext;
import dev.tvsh.commands.check.probe.Databases;
import dev.tvsh.commands.check.waiver.Waivers;
import dev.tvsh.commands.connection.SqlRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code check}: everything that could spoil the upgrade, the worst first. It changes nothing. */
public final class CheckCommand implements Command {
    private static final CommandSpec SPEC = CommandSpec.reading(
            "check",
            "find what could spoil an upgrade",
            "[ID...]",
            OptionSpec.value("to", "VERSION", "the version to upgrade to, for example 15.18"),
            OptionSpec.value(
                    "route",
                    "ROUTE",
                    "the way: pg-minor, pg-upgrade, dump-restore, ext-minor or ext-major; without it all are compared"),
            OptionSpec.value(
                    "to-binaries", "DIR", "the folder with the programs of that version, on the server's host"),
            OptionSpec.value("only", "IDS", "only these checks, with commas; tv.* for all that begin so"),
            OptionSpec.value("except", "IDS", "without these checks; the report names them"),
            OptionSpec.value("timeout", "SECONDS", "how long one question may take, 60 by default"),
            OptionSpec.value("since", "RUN", "what has changed since the last run, or since one in a file"),
            OptionSpec.value("fix", "ID", "repair what this check finds: shown, asked, run, checked again"),
            OptionSpec.flag("dry-run", "with --fix: show what would run and stop"),
            OptionSpec.flag("yes", "with --fix: go on without asking"),
            OptionSpec.flag("list", "all checks, when they apply and why; asks nobody"),
            OptionSpec.flag("junit", "print the findings as JUnit XML and nothing else"),
            OptionSpec.flag("no-drift", "do not read the rows of TVIEWs"),
            OptionSpec.flag("verbose", "show notices and what is fine too").withLetter("v"));

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public ServerUse server(Invocation invocation) {
        return invocation.has("list") ? ServerUse.NONE : ServerUse.NEEDED;
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        CheckCatalog catalog = CheckCatalog.read();
        if (invocation.has("list")) {
            return list(catalog, invocation, context);
        }
        Optional<String> fix = invocation.value("fix");
        if (fix.isPresent()) {
            return new FixCommand(context, catalog).run(fix.get(), invocation);
        }
        CheckRequest request = CheckRequest.of(invocation, catalog);
        LocalDate today = LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
        Waivers waivers = Waivers.read(context.configuration(), today);
        RunArchive archive =
                new RunArchive(context.state(), context.connector().target().slug());
        Optional<PastRun> past = past(invocation, archive);
        Instant begun = context.clock().instant();
        try (SqlRunner sql = context.open()) {
            Databases.lookOnly(sql, request.limit());
            CheckContext checkContext = new CheckContext(
                    context,
                    sql,
                    request.limit(),
                    request.target(),
                    request.release(),
                    invocation.value("to-binaries").map(Path::of));
            CheckRun run = new Checking(checkContext, catalog, request, waivers).run(past);
            Duration taken = Duration.between(begun, context.clock().instant());
            tell(run, taken, invocation, context);
            keep(run, archive, begun, invocation, context);
            return run.outcome();
        }
    }

    private static Outcome list(CheckCatalog catalog, Invocation invocation, CommandContext context) {
        CheckList list = new CheckList(catalog.all());
        if (!invocation.json()) {
            list.lines().forEach(context::say);
        }
        return Outcome.done(Map.of("checks", list.document()), List.of());
    }

    private static Optional<PastRun> past(Invocation invocation, RunArchive archive) {
        Optional<String> since = invocation.value("since");
        return since.isPresent() && !since.get().equals("last")
                ? Optional.of(RunArchive.read(Path.of(since.get())))
                : since.flatMap(last -> archive.last());
    }

    private static void tell(CheckRun run, Duration taken, Invocation invocation, CommandContext context) {
        if (invocation.has("junit")) {
            new JUnitReport(run.findings()).text().lines().forEach(context::say);
        } else if (!invocation.json()) {
            boolean verbose = invocation.has("verbose") || !run.request().only().isEmpty();
            new CheckReport(run, verbose).lines(taken).forEach(context::say);
        }
    }

    private static void keep(
            CheckRun run, RunArchive archive, Instant begun, Invocation invocation, CommandContext context) {
        try {
            archive.keep(run.document(), begun, run.request().whole() && !run.lost());
        } catch (IOException e) {
            if (!invocation.json() && !invocation.has("junit")) {
                context.say("! this run is not kept: " + FileProblem.of(e));
            }
        }
    }
}
