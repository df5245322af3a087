package dev.tvsh.commands.adopt;

import dev.tvsh.commands.tview.EventTriggerState;
import dev.tvsh.commands.tview.QualifiedName;
import dev.tvsh.commands.tview.Registration;
import dev.tvsh.commands.tview.TriggerState;
import dev.tvsh.commands.tview.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is known of TVIEWs that shall be registered.
 *
 * @param shown where it is known from
 * @param guessed whether it was put together from what the catalogs have, which is less than what was registered
 * @param registrations what shall be registered
 * @param refused what cannot be told, each with the reason
 * @param members who could use the extension's own objects
 * @param eventTriggers the states that event triggers of the extension had
 * @param relations who could use tables and views of TVIEWs, by entity
 * @param triggers those that told of writes, without the clones on partitions
 * @param version which extension it was; empty if that is not known
 */
record AdoptionSource(
        String shown,
        boolean guessed,
        List<Registration> registrations,
        List<Refusal> refused,
        List<Manifest.MemberGrants> members,
        List<EventTriggerState> eventTriggers,
        Map<String, List<Manifest.MemberGrants>> relations,
        List<TriggerState> triggers,
        String version) {

    AdoptionSource {
        registrations = List.copyOf(registrations);
        refused = List.copyOf(refused);
    }

    /** What a manifest keeps. */
    static AdoptionSource of(Manifest manifest, String shown) {
        return new AdoptionSource(
                shown,
                false,
                manifest.tviews().stream()
                        .map(Manifest.TviewEntry::registration)
                        .toList(),
                List.of(),
                manifest.members(),
                manifest.eventTriggers(),
                manifest.tviews().stream()
                        .collect(Collectors.toMap(tview -> tview.registration().entity(), AdoptionSource::relations)),
                manifest.triggers().stream()
                        .filter(trigger -> !trigger.partitionClone())
                        .toList(),
                manifest.extension() == null ? "" : manifest.extension().version());
    }

    private static List<Manifest.MemberGrants> relations(Manifest.TviewEntry tview) {
        return List.of(
                grants(tview.registration().table(), tview.table()),
                grants(tview.registration().view(), tview.view()));
    }

    private static Manifest.MemberGrants grants(QualifiedName name, Manifest.RelationFacts facts) {
        return new Manifest.MemberGrants("TABLE", name, List.of(), facts.owner(), facts.grants());
    }

    /** What the catalogs alone tell. */
    static AdoptionSource guessed(List<Registration> registrations, List<Refusal> refused) {
        return new AdoptionSource(
                "the catalogs of this database alone",
                true,
                registrations,
                refused,
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                "");
    }

    /** Who could use the tables and views of all that shall be registered. */
    List<Manifest.MemberGrants> relationRights() {
        return registrations.stream()
                .flatMap(registration -> relations.getOrDefault(registration.entity(), List.of()).stream())
                .toList();
    }

    /** Those of these entities. */
    AdoptionSource only(Predicate<String> entities) {
        return new AdoptionSource(
                shown,
                guessed,
                registrations.stream()
                        .filter(registration -> entities.test(registration.entity()))
                        .toList(),
                refused.stream()
                        .filter(refusal -> entities.test(refusal.entity()))
                        .toList(),
                members,
                eventTriggers,
                relations,
                triggers.stream()
                        .filter(trigger -> entities.test(trigger.entity()))
                        .toList(),
                version);
    }

    /**
     * Why a TVIEW cannot be registered.
     *
     * @param reason in a few words
     */
    record Refusal(String entity, String reason) {

        String line() {
            return "✗ " + entity + ": " + reason;
        }
    }
}
