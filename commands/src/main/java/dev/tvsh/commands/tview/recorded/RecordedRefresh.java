package dev.tvsh.commands.tview.recorded;

import java.util.Optional;

/**
 * What {@code pg_tviews_metadata} has of one TVIEW. That an error is not recorded does not mean that there was none.
 *
 * @param lastRefreshed when, as an ISO-8601 instant in seconds; empty if never, as far as was recorded
 * @param milliseconds how long that took
 * @param lastError what went wrong since
 */
public record RecordedRefresh(
        String entity, Optional<String> lastRefreshed, Optional<Long> milliseconds, Optional<String> lastError) {}
