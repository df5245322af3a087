package dev.tvsh.commands.tview.manifest;

import dev.tvsh.commands.tview.Fact;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What could not be determined, with the reason of each. */
final class Unknowns {
    private final Map<String, String> reasons = new TreeMap<>();

    void add(String what, String reason) {
        reasons.put(what, reason);
    }

    void addAll(Unknowns others) {
        reasons.putAll(others.reasons);
    }

    /** The answer; null if there is none, which is kept with its reason. */
    <T> @Nullable T orNull(String what, Fact<T> fact) {
        if (fact instanceof Fact.Known<T> known) {
            return known.value();
        }
        add(what, fact.reason());
        return null;
    }

    <T> List<T> orNone(String what, Fact<List<T>> fact) {
        List<T> values = orNull(what, fact);
        return values == null ? List.of() : values;
    }

    /** By what it is about. */
    Map<String, String> reasons() {
        return new TreeMap<>(reasons);
    }

    void clear() {
        reasons.clear();
    }
}
