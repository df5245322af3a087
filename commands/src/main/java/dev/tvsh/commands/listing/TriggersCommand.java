package dev.tvsh.commands.listing;

import dev.tvsh.commands.Command;
import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.CommandSpec;
import dev.tvsh.commands.Invocation;
import dev.tvsh.commands.OptionSpec;
import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.triggers.DisableTriggersCommand;
import dev.tvsh.commands.tview.EventTriggerState;
import dev.tvsh.commands.tview.TriggerFiring;
import dev.tvsh.commands.tview.TriggerState;
import dev.tvsh.commands.tview.TviewCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code triggers}: every trigger that tells the extension of writes, and whether it fires. */
public final class TriggersCommand implements Command {
    private static final int ROWS = 50;

    @Override
    public CommandSpec spec() {
        return CommandSpec.reading(
                "triggers",
                "list the triggers of TVIEWs, those that do not fire first",
                "",
                OptionSpec.flag("off", "only those that do not fire when an ordinary session writes"),
                OptionSpec.flag("all", "show more than " + ROWS));
    }

    @Override
    public Outcome run(Invocation invocation, CommandContext context) {
        try (SqlRunner sql = context.open()) {
            sql.lookOnly();
            TviewCatalog catalog = TviewCatalog.read(sql);
            List<TriggerState> found = invocation.has("off") ? catalog.silentTriggers() : worstFirst(catalog);
            if (!invocation.json()) {
                boolean whole = invocation.has("all") || found.size() <= ROWS;
                List<TriggerState> shown = whole ? found : found.subList(0, ROWS);
                if (!shown.isEmpty()) {
                    context.output().accept(table(shown));
                }
                if (!whole) {
                    context.say("and " + Quantity.of(found.size() - ROWS) + " more   → triggers --all");
                }
                boolean byTvsh =
                        !context.journal().open(DisableTriggersCommand.NAME).isEmpty();
                summary(catalog, byTvsh).forEach(context::say);
            }
            return outcome(catalog, found);
        }
    }

    private static List<TriggerState> worstFirst(TviewCatalog catalog) {
        return catalog.triggers().stream()
                .sorted(Comparator.comparing(
                                (TriggerState trigger) -> trigger.firing().firesForWriters())
                        .thenComparing(Function.identity()))
                .toList();
    }

    private static Event.Table table(List<TriggerState> triggers) {
        List<List<String>> rows = new ArrayList<>();
        for (TriggerState trigger : triggers) {
            rows.add(List.of(
                    trigger.table().toString(),
                    trigger.name(),
                    trigger.entity(),
                    trigger.handler().toString(),
                    words(trigger.firing()),
                    trigger.partitionClone() ? "copy on a partition" : ""));
        }
        return new Event.Table(List.of("Table", "Trigger", "Entity", "Handler", "Fires", ""), rows);
    }

    /** When it fires, for people. */
    static String words(TriggerFiring firing) {
        return switch (firing) {
            case ORIGIN -> "on writes (O)";
            case DISABLED -> "never (D)";
            case REPLICA -> "only as a replica (R)";
            case ALWAYS -> "always (A)";
        };
    }

    private static List<String> summary(TviewCatalog catalog, boolean byTvsh) {
        List<TriggerState> all = catalog.triggers();
        long tables = all.stream().map(TriggerState::table).distinct().count();
        int off = catalog.silentTriggers().size();
        long always = all.stream()
                .filter(trigger -> trigger.firing() == TriggerFiring.ALWAYS)
                .count();
        long clones = all.stream().filter(TriggerState::partitionClone).count();
        List<String> lines = new ArrayList<>();
        lines.add(Quantity.of(all.size(), "trigger") + " on " + Quantity.of(tables, "table") + ": "
                + (off == 0 ? "all fire" : Quantity.of(off) + (off == 1 ? " does not fire" : " do not fire"))
                + (always == 0 ? "" : ", " + Quantity.of(always) + " always")
                + (clones == 0 ? "" : ", " + Quantity.of(clones, "copy", "copies") + " on partitions"));
        for (EventTriggerState trigger : catalog.eventTriggers()) {
            if (!trigger.firing().firesForWriters() || !trigger.member()) {
                lines.add("! event trigger " + trigger.name() + " fires " + words(trigger.firing())
                        + (trigger.member() ? "" : ", and does not belong to the extension"));
            }
        }
        if (catalog.extension().isEmpty() && !all.isEmpty()) {
            lines.add("✗ the extension is not installed: every write to these tables fails   → check tv.dropped");
        }
        if (off > 0) {
            lines.add(byTvsh ? "→ enable-triggers, then refresh-all" : "→ tviews shows whose writes are lost");
        }
        return lines;
    }

    private static Outcome outcome(TviewCatalog catalog, List<TriggerState> found) {
        List<Map<String, Object>> triggers = new ArrayList<>();
        List<String> stable = new ArrayList<>();
        for (TriggerState trigger : found) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("table", trigger.table().toString());
            json.put("name", trigger.name());
            json.put("entity", trigger.entity());
            json.put("handler", trigger.handler().toString());
            json.put("enabled", trigger.firing().letter());
            json.put("clone", trigger.partitionClone());
            triggers.add(json);
            stable.add(trigger.table() + " " + trigger.name() + " "
                    + trigger.firing().letter());
        }
        List<Map<String, Object>> events = catalog.eventTriggers().stream()
                .map(trigger -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("name", trigger.name());
                    json.put("enabled", trigger.firing().letter());
                    json.put("member", trigger.member());
                    return json;
                })
                .toList();
        Map<String, Object> document = CatalogDocument.head(catalog);
        document.put("triggers", triggers);
        document.put("eventTriggers", events);
        stable.sort(Comparator.naturalOrder());
        return Outcome.done(document, stable);
    }
}
