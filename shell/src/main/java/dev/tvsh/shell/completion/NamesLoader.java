package dev.tvsh.shell.completion;

import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.Connector;
import dev.tvsh.commands.connection.Row;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.templates.Templates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Reads the names of a database on a thread and in a session of its own, so that nobody waits for it. It reads catalogs
 * only, which loads no extension's library. What it knows is read again after a change, and when it is asked for and has
 * become old; reading takes a tenth of the time at most, however many names there are.
 */
public final class NamesLoader implements Supplier<DatabaseNames> {

    private static final Duration OLD = Duration.ofSeconds(30);
    private static final int SHARE = 10;

    private final Supplier<Connector> connector;
    private final Supplier<Templates> templates;
    private final AtomicBoolean loading = new AtomicBoolean();
    private volatile DatabaseNames known = DatabaseNames.NONE;
    private volatile long loaded = System.nanoTime() - OLD.toNanos();
    private volatile long took;
    private volatile boolean changed;

    /** Reads from what {@code connector} leads to at that moment. */
    public NamesLoader(Supplier<Connector> connector, Supplier<Templates> templates) {
        this.connector = connector;
        this.templates = templates;
    }

    /** What is known now. */
    @Override
    public DatabaseNames get() {
        long age = System.nanoTime() - loaded;
        boolean due = changed || age >= OLD.toNanos();
        if (due && age >= took * SHARE && loading.compareAndSet(false, true)) {
            Thread thread = new Thread(this::load, "names");
            thread.setDaemon(true);
            thread.start();
        }
        return known;
    }

    /** There may be other names now. */
    public void changed() {
        changed = true;
        get();
    }

    private void load() {
        long begun = System.nanoTime();
        changed = false;
        try (SqlRunner session = new SqlRunner(connector.get().connect(), templates.get(), event -> {})) {
            known = read(session);
        } catch (TvshException e) {
            known = DatabaseNames.NONE; // names are a comfort; whatever is wrong shows in the next input
        } finally {
            loaded = System.nanoTime();
            took = loaded - begun;
            loading.set(false);
        }
    }

    private static DatabaseNames read(SqlRunner session) {
        Map<String, String> once = new HashMap<>();
        List<DatabaseNames.Relation> relations = new ArrayList<>();
        session.each("sql/completion/relations.sql.vm", Map.of(), row -> relations.add(relation(row, once)));
        List<DatabaseNames.Name> names = new ArrayList<>();
        session.each(
                "sql/completion/names.sql.vm",
                Map.of(),
                row -> names.add(new DatabaseNames.Name(
                        row.text("kind"), once(row.text("schema"), once), row.text("name"), row.flag("visible"))));
        Map<String, List<String>> values = new HashMap<>();
        session.each("sql/completion/settings.sql.vm", Map.of(), row -> {
            names.add(new DatabaseNames.Name("setting", "", row.text("name"), true));
            values.put(row.text("name"), row.texts("choices"));
        });
        return new DatabaseNames(relations, names, values);
    }

    private static DatabaseNames.Relation relation(Row row, Map<String, String> once) {
        return new DatabaseNames.Relation(
                once(row.text("schema"), once),
                row.text("name"),
                once(row.text("kind"), once),
                row.flag("visible"),
                row.texts("columns").stream().map(column -> once(column, once)).toList());
    }

    /** Thousands of tables have the same few columns. */
    private static String once(String text, Map<String, String> known) {
        return known.computeIfAbsent(text, same -> same);
    }
}
