package dev.tvsh.commands.output;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How moments are shown to people. */
public final class Moment {

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Moment() {}

    /** An ISO-8601 instant to the second, in UTC; any other text as it is. */
    public static String shown(String instant) {
        try {
            return SHOWN.format(Instant.parse(instant));
        } catch (DateTimeException e) {
            return instant;
        }
    }
}
