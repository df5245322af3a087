package dev.tvsh.commands.journal;

import dev.tvsh.commands.connection.Target;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A journal in one file per target, below the folder of tvsh's state. A process has one of these per target; whoever
 * writes holds the {@link #lock()}.
 */
public final class FileJournal implements Journal {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmm");

    private final Target target;
    private final Clock clock;
    private final JournalFile file;
    private final Path lockFile;
    private @Nullable JournalLock held;
    private int holders;

    /** @param state the folder of tvsh's state */
    public FileJournal(Path state, Target target, Clock clock) {
        this.target = target;
        this.clock = clock;
        Path folder = state.resolve("journal");
        this.file = new JournalFile(folder.resolve(target.slug() + ".jsonl"));
        this.lockFile = folder.resolve(target.slug() + ".lock");
    }

    @Override
    public Entry begin(String command, Map<String, Object> facts) {
        String id = MINUTE.format(LocalDateTime.ofInstant(clock.instant(), clock.getZone())) + "-"
                + target.database().replaceAll("[^\\p{Alnum}_-]", "_") + "."
                + (entries().size() + 1);
        append("begin", id, command, facts);
        return find(id).orElseThrow();
    }

    @Override
    public void note(Entry entry, Map<String, Object> facts) {
        append("note", entry.id(), null, facts);
    }

    @Override
    public void close(Entry entry, String how, Map<String, Object> facts) {
        append("close", entry.id(), how, facts);
    }

    @Override
    public List<Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        file.read(line -> {
            String text = line.text() == null ? "" : line.text();
            if (line.kind().equals("begin")) {
                Map<String, Object> facts = new LinkedHashMap<>(line.facts());
                entries.put(line.id(), new Entry(line.id(), text, line.at(), "", facts));
                return;
            }
            Entry entry = entries.get(line.id());
            if (entry != null) {
                entry.facts().putAll(line.facts());
                if (line.kind().equals("close")) {
                    entries.put(line.id(), new Entry(entry.id(), entry.command(), entry.begun(), text, entry.facts()));
                }
            }
        });
        return new ArrayList<>(entries.values());
    }

    @Override
    public List<Entry> open(String command) {
        return entries().stream()
                .filter(entry -> entry.isOpen() && entry.command().equals(command))
                .toList();
    }

    @Override
    public Optional<Entry> find(String id) {
        return entries().stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    /** As {@link Journal#lock()}; a command that runs another one may take it again. */
    @Override
    public synchronized Lock lock() {
        if (held == null) {
            held = JournalLock.take(lockFile, target.database(), clock, () -> held = null);
        }
        holders++;
        return this::release;
    }

    private synchronized void release() {
        holders--;
        if (holders == 0 && held != null) {
            held.close();
        }
    }

    private void append(String kind, String id, @Nullable String text, Map<String, Object> facts) {
        file.append(new JournalRecord(kind, id, clock.instant().toString(), text, facts));
    }
}
