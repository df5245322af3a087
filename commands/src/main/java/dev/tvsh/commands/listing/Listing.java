package dev.tvsh.commands.listing;

import dev.tvsh.commands.output.Quantity;
import dev.tvsh.commands.tview.Dangling;
import dev.tvsh.commands.tview.Fact;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.TriggerState;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.Unfollowed;
import dev.tvsh.commands.tview.Unregistered;
import dev.tvsh.commands.tview.ViewCopy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every TVIEW of a catalog with how it stands: those that are registered, those that are not, and what is left of others. */
final class Listing {
    private static final int NAMES = 2;

    private final Map<String, List<TriggerState>> triggersOf;
    private final Map<String, List<String>> copiesOf = new HashMap<>();
    private final Map<String, Dangling> dangling = new HashMap<>();
    private final Set<QualifiedName> awake;
    private final List<Listed> all = new ArrayList<>();

    private Listing(TviewCatalog catalog) {
        triggersOf = catalog.triggers().stream().collect(Collectors.groupingBy(TriggerState::entity));
        awake = awake(catalog);
        for (ViewCopy copy : catalog.copies().orElse(List.of())) {
            copiesOf.computeIfAbsent(copy.entity(), key -> new ArrayList<>())
                    .add(copy.copy().toString());
        }
        catalog.dangling().orElse(List.of()).forEach(found -> dangling.put(found.entity(), found));
    }

    /** The tables of which any trigger tells all TVIEWs that follow them. */
    private static Set<QualifiedName> awake(TviewCatalog catalog) {
        return catalog.extension()
                        .map(extension -> extension.objects().eachTriggerForItself())
                        .orElse(false)
                ? Set.of()
                : catalog.triggers().stream()
                        .filter(trigger -> trigger.firing().firesForWriters())
                        .map(TriggerState::table)
                        .collect(Collectors.toSet());
    }

    /** All of them, the worst first. */
    static List<Listed> of(TviewCatalog catalog) {
        Listing listing = new Listing(catalog);
        if (catalog.registered() instanceof Fact.Known<List<Tview>> registered) {
            listing.registered(registered.value());
        } else {
            listing.unknown(catalog.registered().reason());
        }
        catalog.unregistered().orElse(List.of()).forEach(listing::unregistered);
        listing.all.sort(Listed.WORST_FIRST);
        return List.copyOf(listing.all);
    }

    private void registered(List<Tview> tviews) {
        Set<String> whole = new HashSet<>();
        for (Tview tview : tviews) {
            whole.add(tview.entity());
            Optional<Dangling> gone = Optional.ofNullable(dangling.get(tview.entity()));
            List<String> copies = copiesOf.getOrDefault(tview.entity(), List.of());
            List<TriggerState> triggers = triggers(tview.entity());
            String off = off(triggers);
            Standing standing = Standing.OK;
            String detail = "";
            if (gone.isPresent()) {
                standing = Standing.DANGLING;
                detail = String.join(", ", gone.get().gone()) + " gone";
            } else if (!copies.isEmpty()) {
                standing = Standing.COPIED;
                detail = Quantity.some(copies, NAMES);
            } else if (!off.isEmpty()) {
                standing = Standing.TRIGGERS_OFF;
                detail = off;
            } else if (!tview.unfollowed().isEmpty()) {
                standing = Standing.NOT_FOLLOWED;
                detail = Quantity.some(
                        tview.unfollowed().stream().map(Unfollowed::shown).toList(), NAMES);
            }
            all.add(new Listed(
                    tview.entity(),
                    Optional.of(tview.table()),
                    Optional.of(tview.view()),
                    true,
                    triggers,
                    tview.dependencies(),
                    standing,
                    detail));
        }
        dangling.values().stream()
                .filter(found -> !whole.contains(found.entity()))
                .forEach(found -> all.add(
                        bare(found.entity(), true, Standing.DANGLING, String.join(", ", found.gone()) + " gone")));
    }

    /** Where the registrations cannot be read, triggers tell at least what was made. */
    private void unknown(String reason) {
        new TreeMap<>(triggersOf)
                .keySet().stream()
                        .filter(entity -> !entity.isEmpty())
                        .forEach(entity -> all.add(bare(entity, null, Standing.UNDETERMINED, reason)));
    }

    private void unregistered(Unregistered found) {
        List<TriggerState> triggers = triggers(found.entity());
        all.add(new Listed(
                found.entity(),
                found.table(),
                found.view(),
                false,
                triggers,
                tables(triggers),
                Standing.UNREGISTERED,
                found.triggers() == 0 ? "no triggers" : ""));
    }

    private Listed bare(String entity, @Nullable Boolean registered, Standing standing, String detail) {
        List<TriggerState> triggers = triggers(entity);
        return new Listed(
                entity, Optional.empty(), Optional.empty(), registered, triggers, tables(triggers), standing, detail);
    }

    private List<TriggerState> triggers(String entity) {
        return triggersOf.getOrDefault(entity, List.of());
    }

    private static List<QualifiedName> tables(List<TriggerState> triggers) {
        return triggers.stream()
                .filter(trigger -> !trigger.partitionClone())
                .map(TriggerState::table)
                .distinct()
                .toList();
    }

    /** Those that do not fire, and whose table has none that does. */
    private String off(List<TriggerState> triggers) {
        if (triggers.isEmpty()) {
            return "it has none";
        }
        long off = triggers.stream()
                .filter(trigger -> !trigger.firing().firesForWriters() && !awake.contains(trigger.table()))
                .count();
        return off == 0 ? "" : Quantity.of(off) + " of " + Quantity.of(triggers.size());
    }
}
