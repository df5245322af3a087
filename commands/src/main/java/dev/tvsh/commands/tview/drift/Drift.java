package dev.tvsh.commands.tview.drift;

import java.util.Locale;

/**
 * How the table of a TVIEW stands against its view, by key. Some drift is normal on a healthy installation: the extension
 * never removes the row of a deleted base row.
 *
 * @param rows rows in the table
 * @param missing rows of the view that the table has not
 * @param extra rows of the table that the view has not
 * @param differing rows that both have, with another value in a column
 */
public record Drift(long rows, long missing, long extra, long differing) {
    public boolean none() {
        return missing == 0 && extra == 0 && differing == 0;
    }

    /** Rows that are not as the view has them. */
    public long total() {
        return missing + extra + differing;
    }

    /** Whether any of the three is more than it was. */
    public boolean worseThan(Drift before) {
        return missing > before.missing || extra > before.extra || differing > before.differing;
    }

    /** For people, for example {@code 3 missing, 1 extra, 0 differing}. */
    public String shown() {
        return String.format(Locale.ROOT, "%,d missing, %,d extra, %,d differing", missing, extra, differing);
    }
}
