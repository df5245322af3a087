package dev.tvsh.commands.journal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of a journal.
 *
 * @param kind {@code begin}, {@code note} or {@code close}
 * @param id the id of the entry
 * @param at the time, as an ISO-8601 instant
 * @param text the command of a {@code begin}, how it ended of a {@code close}
 * @param database of a {@code begin} the database that it is about, null if it was not known; of a {@code close} the only
 *     database for which it counts, null if it counts for all
 * @param facts what became known
 */
record JournalRecord(
        String kind,
        String id,
        String at,
        @Nullable String text,
        @Nullable DatabaseIdentity database,
        Map<String, Object> facts) {}
