package dev.tvsh.commands.check.waiver;

import java.time.LocalDate;

/**
 * That somebody answers for a finding.
 *
 * @param id the check
 * @param object what it is about, as the finding names it; {@code *} for all
 * @param owner who answers for it
 * @param until the last day on which it holds, for example {@code 2026-12-01}
 */
public record Waiver(String id, String object, String owner, String reason, String until) {
    static final String ALL = "*";

    /** Whether its last day is over. */
    public boolean expired(LocalDate today) {
        return LocalDate.parse(until).isBefore(today);
    }

    boolean covers(String check, String thing) {
        return id.equals(check) && (object.equals(ALL) || object.equals(thing));
    }

    /** For example {@code until 2026-12-01, dba: rebuilt on Monday}. */
    public String shown() {
        return "until " + until + ", " + owner + ": " + reason;
    }
}
