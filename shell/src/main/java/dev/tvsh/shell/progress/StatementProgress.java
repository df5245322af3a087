package dev.tvsh.shell.progress;

import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Connector;
import dev.tvsh.commands.connection.SessionInfo;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Literal;
import dev.tvsh.templates.Templates;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Shows, while a statement runs for more than a moment, how far the server says it has come, or whom it waits for. It asks
 * in a session of its own, which reads the server's views of progress only and ends with the statement.
 */
public final class StatementProgress {

    private static final long FIRST_MILLIS = 1_500;
    private static final long NEXT_MILLIS = 1_000;
    private static final int WITH_ANALYZE = 130_000;
    private static final int WITH_COPY = 140_000;

    private final Supplier<Connector> connector;
    private final Supplier<Templates> templates;
    private final Consumer<List<String>> screen;

    /** @param screen shows lines at the bottom of the screen; none takes them away */
    public StatementProgress(
            Supplier<Connector> connector, Supplier<Templates> templates, Consumer<List<String>> screen) {
        this.connector = connector;
        this.templates = templates;
        this.screen = screen;
    }

    /** Looks after what the session runs, until the result is closed. */
    public Watch watch(SessionInfo session) {
        Watch watch = new Watch(session);
        Thread thread = new Thread(watch, "progress");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    /** One statement that is looked after. */
    public final class Watch implements Runnable, AutoCloseable {

        private final SessionInfo watched;
        private final CountDownLatch ended = new CountDownLatch(1);
        private boolean shown;

        private Watch(SessionInfo watched) {
            this.watched = watched;
        }

        @Override
        public void run() {
            try {
                if (!ended.await(FIRST_MILLIS, TimeUnit.MILLISECONDS)) {
                    look();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (TvshException e) {
                show(List.of()); // a server that gives no second session shows no progress
            }
        }

        private void look() throws InterruptedException {
            Map<String, ?> values = Map.of(
                    "pid", Literal.of(Integer.toString(watched.backendPid())),
                    "analyze", watched.serverVersionNum() >= WITH_ANALYZE,
                    "copy", watched.serverVersionNum() >= WITH_COPY);
            try (SqlRunner sql = new SqlRunner(connector.get().connect(), templates.get(), event -> {})) {
                do {
                    show(sql.query("sql/progress/statement.sql.vm", values).stream()
                            .map(ProgressLine::of)
                            .filter(line -> !line.isEmpty())
                            .toList());
                } while (!ended.await(NEXT_MILLIS, TimeUnit.MILLISECONDS));
            }
        }

        private synchronized void show(List<String> lines) {
            if (ended.getCount() > 0 && (shown || !lines.isEmpty())) {
                shown = !lines.isEmpty();
                screen.accept(lines);
            }
        }

        @Override
        public synchronized void close() {
            ended.countDown();
            if (shown) {
                screen.accept(List.of());
            }
        }
    }
}
