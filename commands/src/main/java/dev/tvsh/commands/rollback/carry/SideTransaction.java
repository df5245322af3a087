package dev.tvsh.commands.rollback.carry;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.backup.EventTriggersOff;
import dev.tvsh.commands.backup.TviewFilling;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.templates.Identifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The one transaction in which rows come into the side database: nothing fires there, and what is checked by triggers is
 * looked at instead.
 */
final class SideTransaction {

    private final SqlRunner side;
    private final EventSink output;
    private final List<Tview> tviews;
    private final List<Firing> firing = new ArrayList<>();
    private final EventTriggersOff eventTriggers;

    /** A trigger that fires wherever rows are written. */
    private record Firing(QualifiedName table, String name, boolean always) {}

    SideTransaction(CommandContext context, SqlRunner side, String database) {
        this.side = side;
        this.eventTriggers = new EventTriggersOff(side);
        this.output = context.output();
        try (SqlRunner reading = context.open(database)) {
            this.tviews = TviewCatalog.read(reading).registered().orElse(List.of()).stream()
                    .sorted(Comparator.comparing(Tview::level))
                    .toList();
        }
    }

    void begin() {
        side.each(
                "sql/carry/firing-triggers.sql.vm",
                Map.of(),
                row -> firing.add(new Firing(
                        new QualifiedName(row.text("schema"), row.text("table")),
                        row.text("name"),
                        row.flag("always"))));
        side.run("sql/rollback/begin.sql.vm", Map.of());
        eventTriggers.off();
        side.run("sql/carry/stage.sql.vm", Map.of());
        triggers(false);
    }

    /** Fills the TVIEWs and materialised views that read these tables. */
    void fill(Set<QualifiedName> touched) {
        Set<QualifiedName> reached = new TreeSet<>(touched);
        List<Tview> stale = new ArrayList<>();
        for (Tview tview : tviews) {
            if (tview.reads().stream().anyMatch(reached::contains)
                    || tview.dependencies().stream().anyMatch(reached::contains)) {
                stale.add(tview);
                reached.add(tview.table());
            }
        }
        TviewFilling.fill(side, stale, output);
        List<QualifiedName> copies = new ArrayList<>();
        side.each(
                "sql/carry/copies.sql.vm",
                Map.of(),
                row -> copies.add(new QualifiedName(row.text("schema"), row.text("name"))));
        copies.forEach(copy -> side.run("sql/carry/copy-refresh.sql.vm", Map.of("view", copy.identifier())));
    }

    void commit() {
        triggers(true);
        eventTriggers.restore();
        side.run("sql/server/commit.sql.vm", Map.of());
    }

    void rollback() {
        side.run("sql/server/rollback.sql.vm", Map.of());
    }

    /** Lets triggers fire as they did, or not at all. */
    private void triggers(boolean on) {
        Map<QualifiedName, List<Map<String, ?>>> byTable = new TreeMap<>();
        for (Firing trigger : firing) {
            byTable.computeIfAbsent(trigger.table(), table -> new ArrayList<>())
                    .add(Map.of(
                            "name",
                            Identifier.of(trigger.name()),
                            "off",
                            !on,
                            "always",
                            trigger.always(),
                            "replica",
                            !trigger.always()));
        }
        byTable.forEach((table, triggers) ->
                side.run("sql/trigger/set-states.sql.vm", Map.of("table", table.identifier(), "triggers", triggers)));
    }
}
