package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.Dialect;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.recorded.PersistentQueue;
import java.util.List;
import java.util.Optional;

/** Whether writes wait in a queue, where this pg_tviews keeps one; most follow a write at once and keep none. */
final class QueueProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        if (context.catalog().dialect() != Dialect.DOCUMENTED) {
            return Answer.ok();
        }
        Fact<Optional<PersistentQueue>> fact = PersistentQueue.read(context.sql());
        if (fact instanceof Fact.Undetermined) {
            return Answer.undetermined("whether writes wait in a queue: " + fact.reason());
        }
        return fact.orElse(Optional.empty())
                .filter(queue -> queue.pending() > 0)
                .map(this::waiting)
                .orElse(Answer.ok());
    }

    private Answer waiting(PersistentQueue queue) {
        String failed = queue.failed() == 0
                ? ""
                : "; " + queue.failed() + " failed: "
                        + queue.error().lines().findFirst().orElse("");
        return Answer.problem(
                List.of(queue.relation().toString()),
                Quantity.of(queue.pending(), "write waits", "writes wait") + " in " + queue.relation()
                        + ", the oldest for " + Quantity.age(queue.seconds()) + failed,
                "look: queue, drift");
    }
}
