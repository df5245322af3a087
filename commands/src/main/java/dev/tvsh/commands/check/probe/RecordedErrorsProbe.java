package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.Dialect;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.recorded.RecordReader;
import dev.tvsh.commands.tview.recorded.RecordedRefresh;
import java.util.List;

/** Whether the last refresh of a TVIEW failed, where this pg_tviews records that. */
final class RecordedErrorsProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        if (context.catalog().dialect() != Dialect.DOCUMENTED) {
            return Answer.ok();
        }
        Fact<List<RecordedRefresh>> fact = new RecordReader(context.sql()).refreshes();
        if (fact instanceof Fact.Undetermined) {
            return Answer.undetermined("whether refreshes failed: " + fact.reason());
        }
        List<RecordedRefresh> failed = fact.orElse(List.of()).stream()
                .filter(refresh -> refresh.lastError().isPresent())
                .toList();
        if (failed.isEmpty()) {
            return Answer.ok();
        }
        List<String> entities = failed.stream().map(RecordedRefresh::entity).toList();
        String first = failed.get(0)
                .lastError()
                .flatMap(error -> error.lines().findFirst())
                .orElse("");
        return Answer.problem(
                entities,
                Quantity.of(entities.size(), "TVIEW") + " with a recorded error: " + Shown.names(entities) + ": "
                        + first,
                "look: drift");
    }
}
