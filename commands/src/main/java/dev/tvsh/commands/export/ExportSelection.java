package dev.tvsh.commands.export;

import dev.tvsh.commands.tview.Tview;
import dev.tvsh.commands.tview.manifest.Manifest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The part of a manifest that is about some TVIEWs. It says nothing that changes from one run to the next. */
final class ExportSelection {

    private final List<Tview> tviews;

    /** @param tviews in the order in which they are to come out */
    ExportSelection(List<Tview> tviews) {
        this.tviews = tviews;
    }

    Manifest from(Manifest all) {
        Map<String, Manifest.TviewEntry> entries = new HashMap<>();
        all.tviews().forEach(entry -> entries.put(entry.registration().entity(), entry));
        Set<String> entities = tviews.stream().map(Tview::entity).collect(Collectors.toSet());
        return new Manifest(
                all.schema(),
                "",
                all.server(),
                all.database(),
                all.extension(),
                all.members(),
                tviews.stream()
                        .map(tview -> entries.get(tview.entity()))
                        .filter(Objects::nonNull)
                        .toList(),
                List.of(),
                List.of(),
                all.triggers().stream()
                        .filter(trigger -> entities.contains(trigger.entity()))
                        .toList(),
                all.handlers(),
                all.eventTriggers(),
                List.of(),
                new TreeMap<>(all.undetermined()));
    }
}
