package dev.tvsh.commands.check;

import dev.tvsh.commands.tview.Dialect;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.recorded.RecordReader;
import dev.tvsh.commands.tview.recorded.RecordedRefresh;
import java.util.List;

/** Whether the last refresh of a TVIEW failed, where this pg_tviews records that. */
final class RecordedErrorsCheck implements Check {
    @Override
    public String id() {
        return "tv.last_error";
    }

    @Override
    public Severity severity() {
        return Severity.WARN;
    }

    @Override
    public Finding run(CheckContext context) {
        if (context.catalog().dialect() != Dialect.DOCUMENTED) {
            return Finding.ok(this);
        }
        Fact<List<RecordedRefresh>> fact = new RecordReader(context.sql()).refreshes();
        if (fact instanceof Fact.Undetermined) {
            return Finding.undetermined(this, "whether refreshes failed: " + fact.reason());
        }
        List<RecordedRefresh> failed = fact.orElse(List.of()).stream()
                .filter(refresh -> refresh.lastError().isPresent())
                .toList();
        if (failed.isEmpty()) {
            return Finding.ok(this);
        }
        List<String> entities = failed.stream().map(RecordedRefresh::entity).toList();
        String first = failed.get(0)
                .lastError()
                .flatMap(error -> error.lines().findFirst())
                .orElse("");
        return Finding.problem(
                this,
                entities,
                Shown.count(entities.size(), "TVIEW") + " with a recorded error: " + Shown.names(entities) + ": "
                        + first,
                "look: drift");
    }
}
