package dev.tvsh.commands.check.history;

import java.util.List;
import java.util.Set;

/**
 * What has changed since an earlier run, of the checks that were asked then and now.
 *
 * @param since the earlier run
 * @param fresh what was not there
 * @param fixed what is not there any more, and not waived either
 * @param still what is there as it was
 */
public record Changes(String since, List<Trouble> fresh, List<Trouble> fixed, List<Trouble> still) {
    /**
     * Compares.
     *
     * @param asked the checks that were asked now
     * @param open what is open now
     * @param waived what is waived now
     */
    public static Changes between(PastRun past, Set<String> asked, List<Trouble> open, Set<Trouble> waived) {
        List<Trouble> fresh = open.stream()
                .filter(one -> past.asked().contains(one.id()))
                .filter(one -> !past.open().contains(one))
                .toList();
        List<Trouble> fixed = past.open().stream()
                .filter(one -> asked.contains(one.id()) && !open.contains(one) && !waived.contains(one))
                .toList();
        List<Trouble> still = open.stream().filter(past.open()::contains).toList();
        return new Changes(past.name(), fresh, fixed, still);
    }
}
