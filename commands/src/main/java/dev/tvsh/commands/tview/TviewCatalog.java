package dev.tvsh.commands.tview;

import dev.tvsh.commands.connection.SqlRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a database has of pg_tviews, as it was at one moment.
 *
 * @param extension the extension, empty if it is not installed
 * @param dialect which surface it has
 * @param registered the TVIEWs that are registered and whole, by entity
 * @param dangling registrations that refer to something that is not there, by entity
 * @param unregistered what was made as a TVIEW and is not registered, by entity
 * @param triggers every trigger that calls a handler of the extension, by table and name
 * @param eventTriggers the event triggers of the extension
 */
public record TviewCatalog(
        Optional<Extension> extension,
        Dialect dialect,
        Fact<List<Tview>> registered,
        Fact<List<Dangling>> dangling,
        Fact<List<Unregistered>> unregistered,
        List<TriggerState> triggers,
        List<EventTriggerState> eventTriggers) {
    public TviewCatalog {
        triggers = List.copyOf(triggers);
        eventTriggers = List.copyOf(eventTriggers);
    }

    /** Reads it in a handful of queries, whatever the number of TVIEWs. The session must not be in a transaction. */
    public static TviewCatalog read(SqlRunner sql) {
        return new CatalogReader(sql).read();
    }

    /**
     * The registered TVIEWs, by entity.
     *
     * @throws dev.tvsh.commands.TvshException with exit code REFUSED if they could not be determined
     */
    public List<Tview> tviews() {
        return registered.orRefuse("Which TVIEWs are registered");
    }

    /** The registered TVIEWs in groups: whoever refreshes them group by group has each after all that it reads. */
    public List<List<Tview>> levels() {
        Map<Integer, List<Tview>> levels = new TreeMap<>();
        for (Tview tview : tviews()) {
            levels.computeIfAbsent(tview.level(), level -> new ArrayList<>()).add(tview);
        }
        return List.copyOf(levels.values());
    }

    /** The registered TVIEW of this entity. */
    public Optional<Tview> find(String entity) {
        return tviews().stream().filter(tview -> tview.entity().equals(entity)).findFirst();
    }

    /** The triggers that do not fire when an ordinary session writes. */
    public List<TriggerState> silentTriggers() {
        return triggers.stream()
                .filter(trigger -> !trigger.firing().firesForWriters())
                .toList();
    }
}
