package dev.tvsh.commands.check;

import java.util.List;
import java.util.Map;

/** Whether settings wait for a restart, which the upgrade brings. */
final class PendingSettingsCheck implements Check {
    @Override
    public String id() {
        return "guc.pending_restart";
    }

    @Override
    public Severity severity() {
        return Severity.WARN;
    }

    @Override
    public Finding run(CheckContext context) {
        List<String> names = context.sql().query("sql/check/pending-settings.sql.vm", Map.of()).stream()
                .map(row -> row.text("name"))
                .toList();
        return names.isEmpty()
                ? Finding.ok(this)
                : Finding.problem(
                        this,
                        names,
                        Shown.count(names.size(), "setting") + " will change at the restart: " + Shown.names(names),
                        "restart before the upgrade, or take it back");
    }
}
