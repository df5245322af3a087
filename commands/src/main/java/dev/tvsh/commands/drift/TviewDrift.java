package dev.tvsh.commands.drift;

import dev.tvsh.commands.tview.drift.Drift;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one TVIEW stands.
 *
 * @param shown its table, as a person reads it
 * @param drift the counts; empty if undetermined
 * @param reason why it is undetermined, or what was not compared; empty if nothing is to be said
 */
record TviewDrift(String entity, String shown, Optional<Drift> drift, String reason) {

    boolean isUndetermined() {
        return drift.isEmpty();
    }

    boolean isDrift() {
        return drift.map(counts -> !counts.none()).orElse(false);
    }

    private String status() {
        if (isUndetermined()) {
            return "undetermined";
        }
        return isDrift() ? "drift" : "ok";
    }

    Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("entity", entity);
        json.put("missing", drift.map(Drift::missing).orElse(null));
        json.put("extra", drift.map(Drift::extra).orElse(null));
        json.put("differing", drift.map(Drift::differing).orElse(null));
        json.put("status", status());
        json.put("reason", reason);
        return json;
    }

    /** What a replay compares. */
    String stable() {
        return entity + " " + status()
                + drift.map(counts -> " " + counts.shown()).orElse("");
    }
}
