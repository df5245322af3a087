package dev.tvsh.commands.upgrade;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.cluster.Binaries;
import dev.tvsh.commands.cluster.BinarySwitch;
import dev.tvsh.commands.cluster.Downtime;
import dev.tvsh.commands.cluster.SwitchPlan;
import dev.tvsh.commands.connection.ConnectionLostException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.journal.Journal;
import dev.tvsh.commands.tview.manifest.Difference;
import dev.tvsh.commands.tview.manifest.ManifestComparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Carries out a change of binaries that stands in the journal, from wherever an earlier run ended, and proves in a new session
 * that nothing of the TVIEWs has changed by it. The way there and the way back are the same.
 */
public final class SwitchRun {

    /** The command that goes to other binaries, and the name of its entries. */
    public static final String UPGRADE = "upgrade-cluster";

    /** The command that goes back, and the name of its entries. */
    public static final String ROLLBACK = "rollback";

    /** The fact of a way back that names the upgrade which it takes back. */
    public static final String UNDOES = "undoes";

    private final CommandContext context;
    private final BinarySwitch binarySwitch;
    private final CatalogRecord catalog;

    public SwitchRun(CommandContext context) {
        this.context = context;
        this.binarySwitch = new BinarySwitch(context);
        this.catalog = new CatalogRecord(context);
    }

    /** What takes the server forward again after this way back. */
    public static String forwardAgain(SwitchPlan back) {
        return back.from().equals(back.to())
                ? "install PostgreSQL " + back.fromVersion() + " again, then " + UPGRADE
                : UPGRADE + " --to-binaries " + back.from();
    }

    /**
     * Does what is left of the entry and closes it. The caller holds the lock.
     *
     * @return negative if something of the TVIEWs is not as it was
     * @throws TvshException with {@link ExitCode#NEGATIVE} if the server did not start, or is not what it should be; the entry
     *     stays open
     */
    public Outcome carryOut(Journal.Entry entry) {
        SwitchPlan plan = SwitchPlan.of(entry);
        recordCatalog(entry, plan);
        Downtime downtime = binarySwitch.run(entry, plan);
        CatalogRecord.Comparison comparison;
        try (SqlRunner sql = binarySwitch.connect()) {
            String version = Binaries.versionOf(sql.info().serverVersionNum());
            if (!version.equals(plan.toVersion())) {
                throw new TvshException(
                        ExitCode.NEGATIVE,
                        "the server is PostgreSQL " + version + " and not " + plan.toVersion(),
                        List.of("State: it runs. Something else has started it.", "resume          tries again"));
            }
            comparison = catalog.compare(sql, context.journal().find(entry.id()).orElse(entry));
        }
        close(entry, downtime, comparison.result());
        return tell(plan, downtime, comparison);
    }

    /** Once, before the stop; the way back brings the record of the way there along. */
    private void recordCatalog(Journal.Entry entry, SwitchPlan plan) {
        if (CatalogRecord.isIn(entry)) {
            return;
        }
        try (SqlRunner sql = context.open()) {
            if (Binaries.versionOf(sql.info().serverVersionNum()).equals(plan.fromVersion())) {
                catalog.record(sql, entry);
                if (sql.info().superuser()) {
                    sql.run("sql/cluster/checkpoint.sql.vm", Map.of());
                }
            }
        } catch (ConnectionLostException e) {
            context.say("! the server cannot be asked what it has before the change: " + e.getMessage());
        }
    }

    private void close(Journal.Entry entry, Downtime downtime, ManifestComparison comparison) {
        String undone = String.valueOf(entry.facts().getOrDefault(UNDOES, ""));
        context.journal().find(undone).ifPresent(upgrade -> {
            Map<String, Object> facts = Map.of("rolledBack", entry.id());
            if (upgrade.isOpen()) {
                context.journal().close(upgrade, "rolled back", facts);
            } else {
                context.journal().note(upgrade, facts);
            }
        });
        Map<String, Object> facts = new LinkedHashMap<>();
        downtime.length().ifPresent(length -> facts.put("downtimeSeconds", downtime.seconds()));
        facts.put("differences", comparison.differences().size());
        facts.put("undetermined", comparison.undetermined().size());
        context.journal().close(entry, "done", facts);
    }

    private Outcome tell(SwitchPlan plan, Downtime downtime, CatalogRecord.Comparison comparison) {
        ManifestComparison result = comparison.result();
        List<String> stable = new ArrayList<>();
        stable.add("PostgreSQL " + plan.fromVersion() + " -> " + plan.toVersion());
        for (Difference difference : result.differences()) {
            stable.add(difference.line());
            context.say("✗ " + difference.line());
        }
        for (String unknown : result.undetermined()) {
            stable.add("undetermined: " + unknown);
            context.say("? " + unknown);
        }
        String counts = comparison.tviews() + " TVIEWs and " + comparison.triggers() + " triggers";
        if (result.equal()) {
            stable.add(counts + " as before");
            context.say(
                    "PostgreSQL " + plan.toVersion() + " · down " + downtime + " · verified: " + counts + " as before");
        } else {
            context.say("PostgreSQL " + plan.toVersion() + " · down " + downtime
                    + " · not as before    → validate, or rollback (about 10 s, nothing lost)");
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("from", plan.fromVersion());
        document.put("to", plan.toVersion());
        downtime.length().ifPresent(length -> document.put("downtimeSeconds", downtime.seconds()));
        document.put("tviews", comparison.tviews());
        document.put("triggers", comparison.triggers());
        document.put(
                "differences",
                result.differences().stream().map(Difference::line).toList());
        document.put("undetermined", result.undetermined());
        return result.equal() ? Outcome.done(document, stable) : Outcome.negative(document, stable);
    }
}
