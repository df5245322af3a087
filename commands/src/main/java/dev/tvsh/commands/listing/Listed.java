package dev.tvsh.commands.listing;

import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerState;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of the list of TVIEWs.
 *
 * @param table its table; empty if that is gone or not known
 * @param view its view; empty if that is gone or not known
 * @param registered whether the extension knows it; null if that could not be found out
 * @param triggers those that were made for it, by table and name
 * @param dependsOn the tables whose writes it is registered to follow; for what is not registered those that have a trigger
 * @param detail what is wrong, in few words; empty if nothing is
 */
record Listed(
        String entity,
        Optional<QualifiedName> table,
        Optional<QualifiedName> view,
        @Nullable Boolean registered,
        List<TriggerState> triggers,
        List<QualifiedName> dependsOn,
        Standing standing,
        String detail) {
    /** The worst first, then by name. */
    static final Comparator<Listed> WORST_FIRST =
            Comparator.comparing(Listed::standing).thenComparing(Listed::shown);

    /** Its table if there is one, else its entity. */
    String shown() {
        return table.map(QualifiedName::toString).orElse(entity);
    }

    /** How it stands, in a few words. */
    String status() {
        return standing.word() + (detail.isEmpty() ? "" : ": " + detail);
    }

    /** The document of one TVIEW. */
    Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("entity", entity);
        json.put("table", table.map(QualifiedName::toString).orElse(null));
        json.put("view", view.map(QualifiedName::toString).orElse(null));
        json.put("registered", registered);
        json.put("triggers", triggers.stream().map(Listed::toJson).toList());
        json.put("dependsOn", dependsOn.stream().map(QualifiedName::toString).toList());
        json.put("status", standing.word());
        json.put("detail", detail);
        return json;
    }

    private static Map<String, Object> toJson(TriggerState trigger) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("table", trigger.table().toString());
        json.put("name", trigger.name());
        json.put("enabled", trigger.firing().letter());
        return json;
    }

    /** What a replay compares. */
    String stable() {
        return entity + " " + status();
    }
}
