package dev.tvsh.commands.adopt;

import dev.tvsh.commands.tview.EventTriggerState;
import dev.tvsh.commands.tview.Registration;
import dev.tvsh.commands.tview.manifest.Manifest;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is known of TVIEWs that shall be registered.
 *
 * @param shown where it is known from
 * @param guessed whether it was put together from what the catalogs have, which is less than what was registered
 * @param registrations what shall be registered
 * @param refused what cannot be told, each with the reason
 * @param members who could use the extension's own objects
 * @param eventTriggers the states that event triggers of the extension had
 */
record AdoptionSource(
        String shown,
        boolean guessed,
        List<Registration> registrations,
        List<Refusal> refused,
        List<Manifest.MemberGrants> members,
        List<EventTriggerState> eventTriggers) {

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
                manifest.eventTriggers());
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
                eventTriggers);
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
