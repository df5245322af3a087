package dev.tvsh.commands.tview.recorded;

import java.util.Optional;

/**
 * The writes that TVIEWs have not followed yet, as {@code pg_tviews_queue} has them.
 *
 * @param pending how many
 * @param failed how many of these were tried and failed
 * @param oldestSeconds how long the oldest has waited; empty if none waits
 * @param lastError what the latest failure said; empty if none failed
 */
public record RecordedQueue(long pending, long failed, Optional<Long> oldestSeconds, Optional<String> lastError) {}
