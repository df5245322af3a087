package dev.tvsh.commands.report;

import dev.tvsh.commands.cluster.Downtime;
import dev.tvsh.commands.cluster.SwitchPlan;
import dev.tvsh.commands.journal.Journal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One upgrade as the journal has it.
 *
 * @param state {@code done}, {@code not finished} or {@code taken back}
 * @param differences how many things were not as before, or -1 if that was not compared
 */
record UpgradeSummary(String from, String to, String begun, Downtime downtime, String state, long differences) {

    static UpgradeSummary of(Journal.Entry entry) {
        SwitchPlan plan = SwitchPlan.of(entry);
        boolean rolledBack = entry.facts().containsKey("rolledBack");
        String state = rolledBack ? "taken back" : entry.isOpen() ? "not finished" : "done";
        Object differences = entry.facts().get("differences");
        return new UpgradeSummary(
                plan.fromVersion(),
                plan.toVersion(),
                entry.begun(),
                Downtime.of(entry),
                state,
                differences instanceof Number number ? number.longValue() : -1);
    }

    String verified() {
        if (differences < 0) {
            return "not yet";
        }
        return differences == 0
                ? "registrations, triggers and rights as before"
                : differences + " differences from before";
    }

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("from", from);
        document.put("to", to);
        document.put("begun", begun);
        downtime.length().ifPresent(length -> document.put("downtimeSeconds", downtime.seconds()));
        document.put("state", state);
        document.put("verified", verified());
        return document;
    }
}
