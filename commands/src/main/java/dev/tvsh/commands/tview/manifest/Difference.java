package dev.tvsh.commands.tview.manifest;

import java.util.Comparator;

/**
 * One thing that is not as the manifest has it.
 *
 * @param weight how bad
 * @param what the thing, by name
 * @param expected as in the manifest
 * @param actual as it is
 */
public record Difference(Weight weight, String what, String expected, String actual) implements Comparable<Difference> {
    private static final Comparator<Difference> ORDER = Comparator.comparing(Difference::weight)
            .thenComparing(Difference::what)
            .thenComparing(Difference::expected)
            .thenComparing(Difference::actual);

    /** How bad a difference is, the worst first. */
    public enum Weight {
        /** Base rows are not what they were. */
        DATA,
        /** A TVIEW is not followed any more, or writes fail. */
        TVIEW,
        /** Rights are not what they were. */
        RIGHTS,
        /** Anything else. */
        REST
    }

    @Override
    public int compareTo(Difference other) {
        return ORDER.compare(this, other);
    }

    /** One line for people and for replay. */
    public String line() {
        return what + ": expected " + expected + ", is " + actual;
    }
}
