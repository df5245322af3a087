package dev.tvsh.commands.backup;

import dev.tvsh.commands.CommandContext;
import dev.tvsh.commands.host.HostListener;
import dev.tvsh.commands.output.Bytes;
import dev.tvsh.commands.output.Event;
import dev.tvsh.commands.output.EventSink;
import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.output.TimeLeft;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows a program that copies the rows of tables: with which it has begun it tells, how far it is in them the server. What
 * the server does not tell is taken from how many it copies at a time.
 */
final class CopyProgress implements HostListener, AutoCloseable {

    private static final long BETWEEN_MILLIS = 200;
    private static final String AFTERWARDS = "creating ";

    /** Which work it is, with the program's words before the name of a table that it begins with. */
    enum Work {
        BACKUP("backup", "pg_dump", "dumping contents of table "),
        RESTORE("restore", "pg_restore", "processing data for table ");

        private final String word;
        private final String program;
        private final String begins;

        Work(String word, String program, String begins) {
            this.word = word;
            this.program = program;
            this.begins = begins;
        }

        private String amount(double size) {
            return this == BACKUP ? Bytes.shown((long) size) : Quantity.of((long) size, "row");
        }
    }

    /**
     * A table that is to be copied.
     *
     * @param rows about how many it has
     * @param size its share of the work: bytes of a backup, rows of a restore
     */
    record Part(long rows, long size) {}

    private final Work work;
    private final Map<String, Part> parts;
    private final int jobs;
    private final CopyCounts counts;
    private final EventSink output;
    private final Clock clock;
    private final long begun;
    private final double total;
    private final Map<String, Double> copied = new HashMap<>();
    private final Set<String> running = new LinkedHashSet<>();
    private long bytes;
    private String now = "";
    private long next;

    /**
     * One for the work that begins now.
     *
     * @param database in which rows are copied
     * @param parts by {@code schema.table}
     * @param jobs how many tables are copied at a time
     */
    CopyProgress(CommandContext context, String database, Work work, Map<String, Part> parts, int jobs) {
        this.work = work;
        this.parts = Map.copyOf(parts);
        this.jobs = jobs;
        this.counts = new CopyCounts(context, database, work.program, work == Work.RESTORE);
        this.output = context.output();
        this.clock = context.clock();
        this.begun = clock.millis();
        this.total = parts.values().stream().mapToDouble(Part::size).sum();
    }

    @Override
    public void line(String line) {
        int table = line.indexOf(work.begins);
        if (table >= 0) {
            begin(line.substring(table + work.begins.length()).replaceAll("^\"|\"$", ""));
            tell();
        } else if (!copied.isEmpty() && line.contains(AFTERWARDS)) {
            now = line.substring(line.indexOf(AFTERWARDS));
        }
    }

    private void begin(String table) {
        now = table;
        copied.put(table, 0.0);
        running.add(table);
        if (running.size() > jobs) {
            String oldest = running.iterator().next();
            running.remove(oldest);
            finish(oldest);
        }
    }

    /** Of one that nothing is known of counts what was seen of it: a partition, where the whole table is known. */
    private void finish(String table) {
        Part part = parts.get(table);
        if (part != null) {
            copied.put(table, (double) part.size());
        }
    }

    @Override
    public void idle() {
        if (!copied.isEmpty()) {
            counts.ask().ifPresent(this::counted);
            if (clock.millis() >= next) {
                tell();
            }
        }
    }

    private void counted(CopyCounts.Counted counted) {
        bytes = Math.max(bytes, counted.bytes());
        running.stream().filter(table -> !counted.rows().containsKey(table)).forEach(this::finish);
        running.clear();
        running.addAll(counted.rows().keySet());
        counted.rows().forEach((table, rows) -> {
            Part part = parts.get(table);
            copied.put(
                    table, part == null ? rows : part.size() * Math.min(1.0, (double) rows / Math.max(1, part.rows())));
        });
    }

    private void tell() {
        long millis = clock.millis();
        next = millis + BETWEEN_MILLIS;
        double size = copied.values().stream().mapToDouble(Double::doubleValue).sum();
        List<String> told = new ArrayList<>();
        told.add(work.amount(size) + " of " + work.amount(total));
        if (work == Work.RESTORE && bytes > 0) {
            told.add(Bytes.shown(bytes));
        }
        String left = TimeLeft.shown(millis - begun, size, total);
        if (!left.isEmpty()) {
            told.add(left);
        }
        told.add(now);
        output.accept(new Event.Progress(
                work.word,
                copied.size() - running.size(),
                Math.max(parts.size(), copied.size()),
                String.join(" · ", told)));
    }

    @Override
    public void close() {
        counts.close();
    }
}
