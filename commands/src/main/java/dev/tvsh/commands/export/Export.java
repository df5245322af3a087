package dev.tvsh.commands.export;

import dev.tvsh.commands.tview.TriggerFiring;
import dev.tvsh.commands.tview.TriggerState;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.TviewCatalog;
import dev.tvsh.commands.tview.manifest.Manifest;
import dev.tvsh.commands.tview.manifest.ManifestRecorder;
import dev.tvsh.commands.tview.manifest.ManifestStream;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads TVIEWs some at a time and hands them on, so that there are never all of them in memory. */
final class Export {

    /** So many definitions and columns take a few megabytes. */
    private static final int AT_A_TIME = 250;

    private final ManifestRecorder recorder;
    private final TviewCatalog catalog;
    private final List<Tview> tviews;
    private final Manifest frame;

    /** @param tviews those to export, each after those that it reads */
    Export(ManifestRecorder recorder, TviewCatalog catalog, List<Tview> tviews) {
        this.recorder = recorder;
        this.catalog = catalog;
        this.tviews = tviews;
        Set<String> entities = tviews.stream().map(Tview::entity).collect(Collectors.toSet());
        Manifest all = recorder.recordFrame(catalog);
        // Nothing that changes from one run to the next, and nothing of other TVIEWs.
        this.frame = new Manifest(
                all.schema(),
                "",
                all.server(),
                all.database(),
                all.extension(),
                all.members(),
                List.of(),
                List.of(),
                List.of(),
                all.triggers().stream()
                        .filter(trigger -> entities.contains(trigger.entity()))
                        .toList(),
                all.handlers(),
                all.eventTriggers(),
                List.of(),
                null,
                all.undetermined());
    }

    /** All but the TVIEWs. */
    Manifest frame() {
        return frame;
    }

    /** Hands on the whole of it, in order. */
    void writeTo(Optional<ExportScript> script, Optional<ManifestStream> json) {
        script.ifPresent(ExportScript::begin);
        inParts(tviews, part -> {
            List<Manifest.TviewEntry> entries = recorder.entries(catalog, part);
            script.ifPresent(one -> one.tviews(entries, part));
            json.ifPresent(one -> one.add(entries));
        });
        script.ifPresent(this::register);
        json.ifPresent(one -> one.complete(recorder.undetermined()));
    }

    private void register(ExportScript script) {
        script.beginRegistering();
        script.handlers(frame.handlers());
        inParts(scripted(), script::triggers);
        List<Tview> byEntity =
                tviews.stream().sorted(Comparator.comparing(Tview::entity)).toList();
        inParts(byEntity, part -> script.registrations(recorder.registrations(catalog, part)));
        script.rights(frame.members());
        script.end();
    }

    /** Making a trigger makes its clones on partitions, switching it may switch them: they come last, where they tell anything. */
    private List<TriggerState> scripted() {
        Set<String> switched = frame.triggers().stream()
                .filter(trigger -> !trigger.partitionClone() && trigger.firing() != TriggerFiring.ORIGIN)
                .map(TriggerState::name)
                .collect(Collectors.toSet());
        return Stream.concat(
                        frame.triggers().stream().filter(trigger -> !trigger.partitionClone()),
                        frame.triggers().stream()
                                .filter(TriggerState::partitionClone)
                                .filter(clone ->
                                        clone.firing() != TriggerFiring.ORIGIN || switched.contains(clone.name())))
                .toList();
    }

    private static <T> void inParts(List<T> all, Consumer<List<T>> action) {
        for (int from = 0; from < all.size(); from += AT_A_TIME) {
            action.accept(all.subList(from, Math.min(from + AT_A_TIME, all.size())));
        }
    }
}
