package dev.tvsh.commands.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was begun, done and undone on one target, on disk before it happens, outside of the cluster. It tells a later run
 * what to look at; the facts themselves are always taken from the cluster.
 */
public interface Journal {

    /**
     * Opens an entry, on disk when this returns.
     *
     * @param command the command that begins
     * @param facts what its undo or its next run needs to know: names, states, paths
     */
    Entry begin(String command, Map<String, Object> facts);

    /** Adds facts to an open entry, on disk when this returns; a fact of the same name takes the place of the older one. */
    void note(Entry entry, Map<String, Object> facts);

    /** Closes an entry: what it began is complete, or has been undone. */
    void close(Entry entry, String how, Map<String, Object> facts);

    /** All entries, oldest first. */
    List<Entry> entries();

    /** The entries of a command that were begun and never closed, oldest first. */
    List<Entry> open(String command);

    /** The entry with this id. */
    Optional<Entry> find(String id);

    /** Keeps every other tvsh from changing this target until closed; is released when the process dies, however. */
    Lock lock();

    /** Held while a command changes the target. */
    interface Lock extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * What one command did, or began to do.
     *
     * @param id unique on this target, for example {@code 2026-11-21T2214-shop.3}
     * @param begun the time, as an ISO-8601 instant
     * @param closed how it ended, for example {@code done} or {@code undone}; empty while it is open
     * @param facts the newest value of each fact
     */
    record Entry(String id, String command, String begun, String closed, Map<String, Object> facts) {

        public boolean isOpen() {
            return closed.isEmpty();
        }
    }
}
