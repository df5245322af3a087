package dev.tvsh.commands.tview.drift;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.templates.Literal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * A part of the rows, chosen by a hash of their key: the same rows of table and view, and the same on every run.
 *
 * @param buckets how many of the {@value #ALL} buckets of the hash are looked at
 * @param percent the part as the user wrote it
 */
public record Sample(int buckets, String percent) {

    /** As the templates have it, less one. */
    private static final int ALL = 1 << 20;

    /** Everything. */
    public static final Sample WHOLE = new Sample(ALL, "100");

    /**
     * A part of the rows.
     *
     * @param percent a number above 0, up to 100, for example {@code 0.5}
     * @throws TvshException if it is anything else
     */
    public static Sample ofPercent(String percent) {
        try {
            BigDecimal part = new BigDecimal(percent.strip());
            if (part.signum() > 0 && part.compareTo(BigDecimal.valueOf(100)) <= 0) {
                int buckets = part.multiply(BigDecimal.valueOf(ALL))
                        .divide(BigDecimal.valueOf(100), RoundingMode.CEILING)
                        .intValueExact();
                return new Sample(buckets, part.stripTrailingZeros().toPlainString());
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new TvshException(
                ExitCode.FATAL,
                "--sample takes a percentage above 0 and up to 100, not '" + percent + "'",
                List.of("help drift"));
    }

    /** About so many rows of a table that has about {@code all}; everything of a small one. */
    static Sample ofRows(long rows, long all) {
        return all <= rows ? WHOLE : new Sample((int) Math.max(1, ALL * rows / all), "");
    }

    public boolean isWhole() {
        return buckets == ALL;
    }

    Literal threshold() {
        return Literal.of(buckets);
    }
}
