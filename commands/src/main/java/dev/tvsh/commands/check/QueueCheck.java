package dev.tvsh.commands.check;

import dev.tvsh.commands.tview.Dialect;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.recorded.RecordReader;
import dev.tvsh.commands.tview.recorded.RecordedQueue;
import java.util.List;

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
        Fact<RecordedQueue> fact = new RecordReader(context.sql()).queue();
        if (fact instanceof Fact.Known<RecordedQueue> known) {
            return known.value().pending() == 0 ? Finding.ok(this) : waiting(known.value());
        }
        return Finding.undetermined(this, "whether writes wait in a queue: " + fact.reason());
    }

    private Finding waiting(RecordedQueue queue) {
        String oldest = queue.oldestSeconds()
                .map(seconds -> ", the oldest for " + Shown.age(seconds))
                .orElse("");
        String failed = queue.lastError()
                .map(error -> "; " + queue.failed() + " failed: "
                        + error.lines().findFirst().orElse(""))
                .orElse("");
        return Finding.problem(
                this,
                List.of("pg_tviews_queue"),
                Shown.count(queue.pending(), "write waits", "writes wait") + " in pg_tviews_queue" + oldest + failed,
                "refresh-all");
    }
}
