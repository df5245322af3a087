package dev.tvsh.commands.journal;

import dev.tvsh.commands.connection.Target;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A journal in one file per address and database name, below the folder of tvsh's state; what was begun on the same database
 * by another address stands in the file of that address and stays there. While the server does not answer, all local addresses
 * of one port are taken for the same. A process has one of these per target; whoever writes holds the {@link #lock()}.
 */
public final class FileJournal implements Journal {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmm");

    private final Target target;
    private final Clock clock;
    private final JournalFolder folder;
    private final JournalFile own;
    private final Supplier<Optional<DatabaseIdentity>> probe;
    private final Map<String, JournalFile> files = new HashMap<>();
    private boolean probed;
    private @Nullable DatabaseIdentity identity;
    private @Nullable Lock held;
    private int holders;

    /**
     * The journal of a target.
     *
     * @param state the folder of tvsh's state
     * @param probe asks the target which database it is, once, when that matters first
     */
    public FileJournal(Path state, Target target, Clock clock, Supplier<Optional<DatabaseIdentity>> probe) {
        this.target = target;
        this.clock = clock;
        this.probe = probe;
        this.folder = new JournalFolder(state.resolve("journal"));
        this.own = folder.file(target.slug());
    }

    /** The journal of a target that cannot be asked: what was begun at its address. */
    public FileJournal(Path state, Target target, Clock clock) {
        this(state, target, clock, Optional::empty);
    }

    @Override
    public synchronized Entry begin(String command, Map<String, Object> facts) {
        String id = newId();
        files.put(id, own);
        DatabaseIdentity here = database().orElse(null);
        String now = append("begin", id, command, here, facts);
        return new Entry(id, command, now, "", here, facts);
    }

    private String newId() {
        String prefix = MINUTE.format(LocalDateTime.ofInstant(clock.instant(), clock.getZone())) + "-"
                + target.database().replaceAll("[^\\p{Alnum}_-]", "_") + ".";
        int number = entries().size() + 1;
        while (find(prefix + number).isPresent()) {
            number++;
        }
        return prefix + number;
    }

    @Override
    public void note(Entry entry, Map<String, Object> facts) {
        append("note", entry.id(), null, null, facts);
    }

    @Override
    public void close(Entry entry, String how, Map<String, Object> facts) {
        append("close", entry.id(), how, null, facts);
    }

    @Override
    public void closeHere(Entry entry, String how, Map<String, Object> facts) {
        append("close", entry.id(), how, database().orElse(null), facts);
    }

    @Override
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(read(own));
        Optional<DatabaseIdentity> here = database();
        if (here.isPresent()) {
            for (JournalFile other : folder.others(own)) {
                read(other).stream().filter(entry -> entry.isOn(here.get())).forEach(entries::add);
            }
        } else {
            folder.neighbours(target, own).forEach(other -> entries.addAll(read(other)));
        }
        // Those of one file stay in its order.
        entries.sort(Comparator.comparing(Entry::begun));
        return entries;
    }

    @Override
    public List<Entry> open(String command) {
        return entries().stream().filter(entry -> isOpen(entry, command)).toList();
    }

    @Override
    public Optional<Entry> find(String id) {
        List<Entry> all = new ArrayList<>(read(own));
        folder.others(own).forEach(other -> all.addAll(read(other)));
        return all.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    @Override
    public List<Entry> openElsewhere(String command) {
        List<Entry> all = new ArrayList<>();
        folder.others(own).forEach(other -> all.addAll(read(other)));
        all.removeAll(entries());
        return all.stream().filter(entry -> isOpen(entry, command)).toList();
    }

    private static boolean isOpen(Entry entry, String command) {
        return entry.isOpen() && entry.command().equals(command);
    }

    @Override
    public synchronized Optional<DatabaseIdentity> database() {
        if (!probed) {
            identity = probe.get().orElse(null);
            probed = true;
        }
        return Optional.ofNullable(identity);
    }

    /** As {@link Journal#lock()}; a command that runs another one may take it again. */
    @Override
    public synchronized Lock lock() {
        if (held == null) {
            held = folder.lock(target, lastKnown(), clock);
        }
        holders++;
        return this::release;
    }

    /** The database of this target; of a server that is stopped, the one that was last seen at its address. */
    private Optional<DatabaseIdentity> lastKnown() {
        return database()
                .or(() -> read(own).stream()
                        .flatMap(entry -> Optional.ofNullable(entry.database()).stream())
                        .reduce((older, newer) -> newer));
    }

    private synchronized void release() {
        holders--;
        if (holders == 0 && held != null) {
            held.close();
            held = null;
        }
    }

    private synchronized List<Entry> read(JournalFile file) {
        List<Entry> entries = new EntryReader(database().orElse(null)).read(file);
        entries.forEach(entry -> files.putIfAbsent(entry.id(), file));
        return entries;
    }

    private synchronized String append(
            String kind,
            String id,
            @Nullable String text,
            @Nullable DatabaseIdentity database,
            Map<String, Object> facts) {
        String now = clock.instant().toString();
        files.getOrDefault(id, own).append(new JournalRecord(kind, id, now, text, database, facts));
        return now;
    }
}
