package dev.tvsh.shell.completion;

import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Connector;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Templates;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Reads the names of a database on a thread and in a session of its own, so that nobody waits for it. What it knows is
 * read again when it is asked for and has become old.
 */
public final class NamesLoader implements Supplier<DatabaseNames> {

    private static final Duration OLD = Duration.ofSeconds(15);

    private final Supplier<Connector> connector;
    private final Supplier<Templates> templates;
    private final AtomicBoolean loading = new AtomicBoolean();
    private volatile DatabaseNames known = DatabaseNames.NONE;
    private volatile long loaded = System.nanoTime() - OLD.toNanos();

    /** Reads from what {@code connector} leads to at that moment. */
    public NamesLoader(Supplier<Connector> connector, Supplier<Templates> templates) {
        this.connector = connector;
        this.templates = templates;
    }

    /** What is known now. */
    @Override
    public DatabaseNames get() {
        if (System.nanoTime() - loaded >= OLD.toNanos() && loading.compareAndSet(false, true)) {
            Thread thread = new Thread(this::load, "names");
            thread.setDaemon(true);
            thread.start();
        }
        return known;
    }

    private void load() {
        try (SqlRunner session = new SqlRunner(connector.get().connect(), templates.get(), event -> {})) {
            known = new DatabaseNames(session.query("sql/completion/names.sql.vm", Map.of()).stream()
                    .map(NamesLoader::relation)
                    .toList());
        } catch (TvshException e) {
            known = DatabaseNames.NONE; // names are a comfort; whatever is wrong shows in the next input
        } finally {
            loaded = System.nanoTime();
            loading.set(false);
        }
    }

    private static DatabaseNames.Relation relation(Row row) {
        return new DatabaseNames.Relation(
                row.text("schema"), row.text("name"), row.flag("visible"), row.texts("columns"));
    }
}
