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
 * @param standby whether the server is in recovery, so that nothing can be changed
 * @param extension the extension, empty if it is not installed
 * @param files what the server's file system has of the extension
 * @param dialect which surface it has
 * @param registered the TVIEWs that are registered and whole, by entity
 * @param dangling registrations that refer to something that is not there, by entity
 * @param unregistered what was made as a TVIEW and is not registered, by entity
 * @param copies relations with the name of a TVIEW's view in another schema, by entity
 * @param leftovers objects named as those of the extension that do not belong to it
 * @param triggers every trigger that calls a handler of the extension, copies on partitions included, by table and name
 * @param eventTriggers the event triggers of the extension
 * @param lacking what the role of the session may not do
 * @param graph which view of the database reads what
 */
public record TviewCatalog(
        boolean standby,
        Optional<Extension> extension,
        Fact<ExtensionFiles> files,
        Dialect dialect,
        Fact<List<Tview>> registered,
        Fact<List<Dangling>> dangling,
        Fact<List<Unregistered>> unregistered,
        Fact<List<ViewCopy>> copies,
        List<Leftover> leftovers,
        List<TriggerState> triggers,
        List<EventTriggerState> eventTriggers,
        Fact<Lacking> lacking,
        ReadGraph graph) {
    private static final QualifiedName LOOKED_FOR = new QualifiedName("public", "pg_tview_meta");

    public TviewCatalog {
        leftovers = List.copyOf(leftovers);
        triggers = List.copyOf(triggers);
        eventTriggers = List.copyOf(eventTriggers);
    }

    /**
     * Reads it in a handful of queries, whatever the number of TVIEWs, and waits for no lock for longer than some seconds. The
     * session must not be in a transaction.
     */
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

    /** Finds registered TVIEWs by name. */
    public TviewNames names() {
        return new TviewNames(tviews(), unregistered.orElse(List.of()));
    }

    /** The registered TVIEW of this entity. */
    public Optional<Tview> find(String entity) {
        return tviews().stream().filter(tview -> tview.entity().equals(entity)).findFirst();
    }

    /**
     * Why every write that reaches a TVIEW is known to fail inside the library, if it is: whatever its schema, each release so far
     * looks for {@code public.pg_tview_meta} when it has refreshed a row. Seen with 0.1.0-beta.8, where it may end the server.
     */
    public Optional<String> failingWrites() {
        return extension
                .filter(found -> found.objects() != SqlObjects.DOCUMENTED)
                .flatMap(Extension::metadata)
                .filter(metadata -> !metadata.equals(LOOKED_FOR))
                .filter(metadata ->
                        leftovers.stream().noneMatch(leftover -> leftover.name().equals(LOOKED_FOR)))
                .map(metadata -> "the library looks for " + LOOKED_FOR + ", and it is " + metadata);
    }

    /** The triggers that do not fire when an ordinary session writes. */
    public List<TriggerState> silentTriggers() {
        return triggers.stream()
                .filter(trigger -> !trigger.firing().firesForWriters())
                .toList();
    }
}
