package dev.tvsh.commands.queue;

import dev.tvsh.commands.Outcome;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.recorded.PersistentQueue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code queue} says. */
final class QueueReport {
    private static final int LINES = 20;
    private static final int NAMES = 3;
    private static final long LONG_SECONDS = 60;

    private final TviewCatalog catalog;
    private final Locks locks;
    private final Fact<Optional<PersistentQueue>> queue;
    private final boolean statisticsVisible;

    QueueReport(TviewCatalog catalog, Locks locks, Fact<Optional<PersistentQueue>> queue, boolean statisticsVisible) {
        this.catalog = catalog;
        this.locks = locks;
        this.queue = queue;
        this.statisticsVisible = statisticsVisible;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<Holder> prepared = locks.prepared();
        List<Holder> waiting = locks.waiting();
        List<Holder> holders = locks.holders();
        add(lines, prepared, QueueReport::prepared);
        if (!prepared.isEmpty()) {
            lines.add("  → COMMIT PREPARED or ROLLBACK PREPARED: only its owner knows which");
        }
        add(lines, waiting, QueueReport::waiting);
        add(lines, holders, QueueReport::holder);
        persistent(lines);
        if (prepared.isEmpty() && waiting.isEmpty() && holders.isEmpty()) {
            lines.add("Nobody holds or awaits a table of a TVIEW.");
        }
        unknown().forEach(line -> lines.add("? " + line));
        return lines;
    }

    private interface Line {
        String of(Holder holder);
    }

    private static void add(List<String> lines, List<Holder> holders, Line line) {
        holders.stream().limit(LINES).map(line::of).forEach(lines::add);
        if (holders.size() > LINES) {
            lines.add("  and " + Quantity.of(holders.size() - LINES) + " more, all of them with --json");
        }
    }

    private static String prepared(Holder holder) {
        return "! prepared transaction '" + holder.name() + "' of " + holder.role() + ", " + age(holder) + " old, "
                + (holder.holds().isEmpty() ? "holds no table of a TVIEW" : "holds " + shown(holder.holds()));
    }

    private static String waiting(Holder holder) {
        List<String> others = holder.blockedBy().stream()
                .map(pid -> pid.equals("0") ? "a prepared transaction" : "pid " + pid)
                .toList();
        return "! " + session(holder) + " awaits " + shown(holder.awaits()) + " behind "
                + (others.isEmpty() ? "somebody who has just gone" : Quantity.some(others, NAMES));
    }

    private static String holder(Holder holder) {
        Long seconds = holder.seconds();
        boolean old = seconds != null && seconds > LONG_SECONDS;
        boolean stuck = old || holder.state().startsWith("idle in transaction");
        return (stuck ? "! " : "· ") + session(holder) + " holds " + shown(holder.holds());
    }

    private static String session(Holder holder) {
        List<String> parts = new ArrayList<>();
        for (String part : List.of(holder.role(), holder.application(), holder.state())) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        parts.add(age(holder));
        return "pid " + holder.name() + " (" + String.join(", ", parts) + ")";
    }

    private static String age(Holder holder) {
        Long seconds = holder.seconds();
        return seconds == null ? "age not visible" : Quantity.age(seconds);
    }

    private static String shown(List<Holder.Hold> holds) {
        return Quantity.some(holds.stream().map(Holder.Hold::shown).toList(), NAMES);
    }

    private void persistent(List<String> lines) {
        queue.optional().flatMap(found -> found).ifPresent(found -> {
            if (found.pending() == 0) {
                lines.add("· " + found.relation() + ": nothing pending");
                return;
            }
            lines.add((found.failed() > 0 ? "✗ " : "! ") + found.relation() + ": "
                    + Quantity.of(found.pending(), "write") + " not followed yet, the oldest "
                    + Quantity.age(found.seconds()) + " old"
                    + (found.failed() == 0 ? "" : ", " + Quantity.of(found.failed()) + " failed: " + found.error())
                    + "   → refresh-all --stale");
        });
    }

    /** What cannot be known, and why. */
    private List<String> unknown() {
        List<String> lines = new ArrayList<>();
        if (!statisticsVisible) {
            lines.add("States and ages of other roles' sessions are not visible to this role (pg_read_all_stats).");
        }
        if (queue instanceof Fact.Undetermined) {
            lines.add("The queue is not known: " + queue.reason());
        }
        if (catalog.registered() instanceof Fact.Undetermined) {
            lines.add("Which tables belong to TVIEWs is known from triggers and names only: "
                    + catalog.registered().reason());
        }
        if (catalog.extension().isPresent() && queue.equals(Fact.known(Optional.empty()))) {
            lines.add(
                    "What other sessions have in memory cannot be seen; pg_tviews_queue_realtime holds constants and was not"
                            + " asked. A TVIEW is written within the statement that changes its base table, so a commit leaves nothing behind.");
        }
        return lines;
    }

    Outcome outcome() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("dialect", catalog.dialect().label());
        document.put(
                "prepared",
                locks.prepared().stream().map(holder -> holder.toJson("gid")).toList());
        document.put(
                "waiting",
                locks.waiting().stream().map(holder -> holder.toJson("pid")).toList());
        document.put(
                "holders",
                locks.holders().stream().map(holder -> holder.toJson("pid")).toList());
        document.put(
                "persistentQueue",
                queue.optional()
                        .flatMap(found -> found)
                        .map(PersistentQueue::toJson)
                        .orElse(Map.of()));
        document.put("unknown", unknown());
        List<String> stable = locks.prepared().stream()
                .map(holder -> "prepared " + holder.name())
                .sorted()
                .toList();
        return Outcome.done(document, stable);
    }
}
