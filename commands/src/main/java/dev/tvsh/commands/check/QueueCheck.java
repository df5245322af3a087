package dev.tvsh.commands.check;

import dev.tvsh.commands.tview.Dialect;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.recorded.PersistentQueue;
import java.util.List;
import java.util.Optional;

/** Whether writes wait in a queue, where this pg_tviews keeps one; most follow a write at once and keep none. */
final class QueueCheck implements Check {
    @Override
    public String id() {
        return "tv.queue";
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
        Fact<Optional<PersistentQueue>> fact = PersistentQueue.read(context.sql());
        if (fact instanceof Fact.Undetermined) {
            return Finding.undetermined(this, "whether writes wait in a queue: " + fact.reason());
        }
        return fact.orElse(Optional.empty())
                .filter(queue -> queue.pending() > 0)
                .map(this::waiting)
                .orElse(Finding.ok(this));
    }

    private Finding waiting(PersistentQueue queue) {
        String failed = queue.failed() == 0
                ? ""
                : "; " + queue.failed() + " failed: "
                        + queue.error().lines().findFirst().orElse("");
        return Finding.problem(
                this,
                List.of(queue.relation().toString()),
                Shown.count(queue.pending(), "write waits", "writes wait") + " in " + queue.relation()
                        + ", the oldest for " + Shown.age(queue.seconds()) + failed,
                "look: queue, drift");
    }
}
