package dev.tvsh.commands.journal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was begun, done and undone on one target, on disk before it happens, outside of the cluster. It tells a later run
 * what to look at; the facts themselves are always taken from the cluster.
 *
 * <p>What was begun belongs to a target if it was begun at the same address on a database of the same name, whatever the
 * cluster there is now (pg_upgrade makes another one); or on the same database by another address or name.
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

    /**
     * Closes an entry whose work was undone on this database. If it was begun on another one, of which this one is a copy
     * (made by pg_upgrade, or from a backup), it stays open for that one.
     */
    void closeHere(Entry entry, String how, Map<String, Object> facts);

    /** All entries, oldest first. */
    List<Entry> entries();

    /** The entries of a command that were begun and never closed, oldest first. */
    List<Entry> open(String command);

    /** The entry with this id, of whatever target it is. */
    Optional<Entry> find(String id);

    /** The open entries of a command that belong to other targets, oldest first. */
    List<Entry> openElsewhere(String command);

    /** The database of this target; empty if the server does not answer. */
    Optional<DatabaseIdentity> database();

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
     * @param id unique, for example {@code 2026-11-21T2214-shop.3}
     * @param begun the time, as an ISO-8601 instant
     * @param closed how it ended, for example {@code done} or {@code undone}; empty while it is open
     * @param database the database that it is about; null if that was not known
     * @param facts the newest value of each fact
     */
    record Entry(
            String id,
            String command,
            String begun,
            String closed,
            @Nullable DatabaseIdentity database,
            Map<String, Object> facts) {

        public boolean isOpen() {
            return closed.isEmpty();
        }

        /** Whether it was begun on this very database. */
        public boolean isOn(DatabaseIdentity other) {
            return database != null && database.isSameAs(other);
        }
    }
}
