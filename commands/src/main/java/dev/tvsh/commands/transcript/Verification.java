package dev.tvsh.commands.transcript;

/**
 * What was found when a transcript was verified.
 *
 * @param records how many intact records there are
 * @param from the time of the first record
 * @param to the time of the last intact record
 * @param problem what is wrong, for example {@code record 7 was changed}; empty if nothing is
 * @param unfinished whether the only thing wrong is that the end is missing, as after a crash
 */
public record Verification(long records, String from, String to, String problem, boolean unfinished) {

    /** Whether every record is as it was written, and the last one is there. */
    public boolean intact() {
        return problem.isEmpty();
    }
}
