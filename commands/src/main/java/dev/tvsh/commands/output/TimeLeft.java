package dev.tvsh.commands.output;

import java.util.Locale;

/** How long something will take that goes on as it has gone until now. */
public final class TimeLeft {

    private static final long BEFORE_AN_ESTIMATE_MILLIS = 2_000;

    private TimeLeft() {}

    /** For example {@code 01:35 left}; empty as long as nothing can be said. */
    public static String shown(long millis, double done, double total) {
        return done > 0 && millis >= BEFORE_AN_ESTIMATE_MILLIS
                ? time((long) (millis * Math.max(0, total - done) / done / 1000)) + " left"
                : "";
    }

    private static String time(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }
}
