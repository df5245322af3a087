package dev.tvsh.commands.check.catalog;

import java.time.LocalDate;
import java.time.Period;

/**
 * The minor releases of one major version, as far as they are known.
 *
 * @param newest the newest of them that is known
 * @param released the day on which it came out
 * @param end the day of the last one: from then on nothing is corrected any more
 */
public record Series(ServerVersion newest, LocalDate released, LocalDate end) {
    /** There is one every three months. */
    private static final Period NEXT = Period.ofMonths(4);

    public int major() {
        return newest.major();
    }

    /** Whether its last release is out. */
    public boolean ended(LocalDate today) {
        return !today.isBefore(end);
    }

    /** Whether there are most likely releases that are not known. */
    public boolean aged(LocalDate today) {
        return released.isBefore(end) && today.isAfter(released.plus(NEXT));
    }
}
