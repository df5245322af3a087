package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.commands.connection.SqlRunner;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.drift.Drift;
import dev.tvsh.commands.tview.drift.DriftProbe;
import dev.tvsh.commands.tview.drift.RowView;
import dev.tvsh.commands.tview.manifest.ManifestRecorder.Contents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what takes long: the rows of all tables, and those of all views to tell the drift. In one session, or in several at once. */
final class RowReading {

    private final SqlRunner sql;
    private final RowView rows;
    private final Contents contents;
    private final int sessions;

    /** @param sessions if more than one, others are opened and told of on other threads than this */
    RowReading(SqlRunner sql, RowView rows, Contents contents, int sessions) {
        this.sql = sql;
        this.rows = rows;
        this.contents = contents;
        this.sessions = sessions;
    }

    /**
     * What was read.
     *
     * @param drift by entity
     * @param objects null if they were not asked for, or not told
     */
    record Read(
            Map<String, Fact<Drift>> drift,
            Map<QualifiedName, Manifest.TableRows> tables,
            Manifest.@Nullable LargeObjects objects) {

        /** Of these, in their order. */
        List<Manifest.TableRows> of(Collection<QualifiedName> some) {
            return some.stream()
                    .map(table -> tables.getOrDefault(table, new Manifest.TableRows(table, null, null)))
                    .toList();
        }
    }

    /**
     * Reads all of them, and large objects where contents are summed up.
     *
     * @param progress is told of how many TVIEWs the drift is measured
     * @param unknowns takes what could not be read
     */
    Read read(List<Tview> tviews, Collection<QualifiedName> tables, IntConsumer progress, Unknowns unknowns) {
        List<Supplier<Part>> parts = new ArrayList<>();
        List<List<Tview>> views = dealt(tviews);
        Tally tally = new Tally(progress, views.size());
        for (int i = 0; i < views.size(); i++) {
            List<Tview> some = views.get(i);
            IntConsumer reached = tally.of(i);
            parts.add(() -> drift(some, reached));
        }
        boolean objects = contents == Contents.SUMMED;
        for (List<QualifiedName> some : dealt(List.copyOf(tables))) {
            boolean also = objects;
            parts.add(() -> contents(some, also));
            objects = false;
        }
        if (objects) {
            parts.add(() -> contents(List.of(), true));
        }
        return merged(sessions == 1 ? parts.stream().map(Supplier::get).toList() : together(parts), unknowns);
    }

    /** One part of it. */
    private record Part(
            Map<String, Fact<Drift>> drift,
            List<Manifest.TableRows> tables,
            Manifest.@Nullable LargeObjects objects,
            Unknowns unknowns) {}

    private Part drift(List<Tview> tviews, IntConsumer progress) {
        return new Part(new DriftProbe(sql, rows).measure(tviews, progress), List.of(), null, new Unknowns());
    }

    private Part contents(List<QualifiedName> tables, boolean objects) {
        Unknowns unknowns = new Unknowns();
        try (ContentReader reader = new ContentReader(sql, rows, contents)) {
            List<Manifest.TableRows> read = reader.read(tables, unknowns);
            return new Part(
                    Map.of(),
                    read,
                    objects ? unknowns.orNull("large objects", Fact.ask(reader::largeObjects)) : null,
                    unknowns);
        }
    }

    private static Read merged(List<Part> parts, Unknowns unknowns) {
        Map<String, Fact<Drift>> drift = new TreeMap<>();
        Map<QualifiedName, Manifest.TableRows> tables = new HashMap<>();
        Manifest.LargeObjects objects = null;
        for (Part part : parts) {
            drift.putAll(part.drift());
            part.tables().forEach(table -> tables.put(table.table(), table));
            objects = part.objects() == null ? objects : part.objects();
            unknowns.addAll(part.unknowns());
        }
        return new Read(drift, tables, objects);
    }

    /** As to players at cards, to as many as there are sessions. */
    private <E> List<List<E>> dealt(List<E> all) {
        List<List<E>> hands = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i < sessions) {
                hands.add(new ArrayList<>());
            }
            hands.get(i % sessions).add(all.get(i));
        }
        return hands;
    }

    private List<Part> together(List<Supplier<Part>> parts) {
        ExecutorService threads = Executors.newFixedThreadPool(sessions, RowReading::daemon);
        try {
            CompletionService<Part> reading = new ExecutorCompletionService<>(threads);
            parts.forEach(part -> reading.submit(part::get));
            List<Part> read = new ArrayList<>();
            while (read.size() < parts.size()) {
                read.add(reading.take().get());
            }
            return read;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TvshException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new TvshException(ExitCode.INTERRUPTED, "interrupted", List.of(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread made = new Thread(work, "rows");
        made.setDaemon(true);
        return made;
    }

    /** Adds up how far each of several has come. */
    private static final class Tally {

        private final IntConsumer sum;
        private final int[] reached;

        Tally(IntConsumer sum, int parts) {
            this.sum = sum;
            this.reached = new int[parts];
        }

        IntConsumer of(int part) {
            return done -> reached(part, done);
        }

        private synchronized void reached(int part, int done) {
            reached[part] = done;
            int all = 0;
            for (int one : reached) {
                all += one;
            }
            sum.accept(all);
        }
    }
}
