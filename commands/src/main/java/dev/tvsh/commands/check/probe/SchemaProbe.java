package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.tview.Extension;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerState;
import java.util.List;
import java.util.Optional;

/** Whether the library finds its own registrations; where it does not, writes that reach a TVIEW fail. */
final class SchemaProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        Optional<String> reason = context.catalog().failingWrites();
        if (reason.isEmpty()) {
            return Answer.ok();
        }
        List<String> tables = context.catalog().triggers().stream()
                .filter(trigger -> trigger.firing().firesForWriters())
                .map(TriggerState::table)
                .distinct()
                .map(QualifiedName::toString)
                .toList();
        String metadata = context.catalog()
                .extension()
                .flatMap(Extension::metadata)
                .map(QualifiedName::toString)
                .orElse("");
        return Answer.problem(
                tables,
                (tables.isEmpty() ? "writes that reach a TVIEW" : "writes to " + Shown.names(tables)) + " fail: "
                        + reason.get(),
                "CREATE VIEW public.pg_tview_meta AS SELECT * FROM " + metadata);
    }
}
