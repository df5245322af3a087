package dev.tvsh.commands.refresh;

import dev.tvsh.commands.tview.Tview;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What is to be done next. A unit can begin when all that it reads is done, whatever else still runs; among those, the one
 * comes first that has the most work after it, its own included, so that the last ones end together.
 */
final class RefreshSchedule {

    /** What one transaction does. */
    static final class Unit {

        private final List<Tview> tviews;

        /** @param tviews in the order in which they read each other */
        Unit(List<Tview> tviews) {
            this.tviews = List.copyOf(tviews);
        }

        List<Tview> tviews() {
            return tviews;
        }
    }

    private record Later(Unit unit, long from) {}

    private final Map<Unit, Set<Unit>> waitsFor = new HashMap<>();
    private final Map<Unit, List<Unit>> readBy = new HashMap<>();
    private final Map<Unit, Long> workFrom = new HashMap<>();
    private final PriorityQueue<Unit> ready;
    private final List<Later> later = new ArrayList<>();
    private final long work;

    /**
     * @param units in an order that has each after all that it reads; where they read each other in a circle, what stands
     *     before counts as read by what stands behind
     * @param cost how long one takes, in any measure
     */
    RefreshSchedule(List<Unit> units, ToLongFunction<Tview> cost) {
        Map<String, Unit> unitOf = new HashMap<>();
        for (Unit unit : units) {
            Set<Unit> before = new HashSet<>();
            for (Tview tview : unit.tviews()) {
                tview.after().stream().map(unitOf::get).filter(Objects::nonNull).forEach(before::add);
            }
            waitsFor.put(unit, before);
            before.forEach(other ->
                    readBy.computeIfAbsent(other, key -> new ArrayList<>()).add(unit));
            unit.tviews().forEach(tview -> unitOf.put(tview.entity(), unit));
        }
        long all = 0;
        for (int i = units.size() - 1; i >= 0; i--) {
            Unit unit = units.get(i);
            long own = unit.tviews().stream().mapToLong(cost).sum();
            all += own;
            long after = readBy.getOrDefault(unit, List.of()).stream()
                    .mapToLong(reader -> workFrom.getOrDefault(reader, 0L))
                    .max()
                    .orElse(0);
            workFrom.put(unit, own + after);
        }
        work = all;
        ready = new PriorityQueue<>(Comparator.comparingLong((Unit unit) -> -workFrom.getOrDefault(unit, 0L))
                .thenComparing(unit -> unit.tviews().get(0).table()));
        waitsFor.forEach((unit, before) -> {
            if (before.isEmpty()) {
                ready.add(unit);
            }
        });
    }

    /** How many at a time are of use; with more, some would find nothing to do. */
    int usefulJobs() {
        long longest =
                workFrom.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return longest == 0 ? 1 : (int) Math.min(waitsFor.size(), (work + longest - 1) / longest);
    }

    /** Takes the next one that can begin, if any can now. */
    Optional<Unit> next(long now) {
        later.removeIf(waiting -> {
            boolean due = waiting.from() <= now;
            if (due) {
                ready.add(waiting.unit());
            }
            return due;
        });
        return Optional.ofNullable(ready.poll());
    }

    /** Whether some can begin without any other being done first, now or in a while. */
    boolean anyLeft() {
        return !ready.isEmpty() || !later.isEmpty();
    }

    /** Puts one that was taken back. */
    void again(Unit unit, long from) {
        later.add(new Later(unit, from));
    }

    /** One that was taken is done: those that have waited for nothing else can begin. */
    void done(Unit unit) {
        for (Unit reader : readBy.getOrDefault(unit, List.of())) {
            Set<Unit> before = waitsFor.getOrDefault(reader, Set.of());
            before.remove(unit);
            if (before.isEmpty()) {
                ready.add(reader);
            }
        }
    }

    /** All that reads it, itself or through others. */
    Set<Unit> readersOf(Unit unit) {
        Set<Unit> readers = new HashSet<>();
        List<Unit> open = new ArrayList<>(List.of(unit));
        while (!open.isEmpty()) {
            for (Unit reader : readBy.getOrDefault(open.remove(open.size() - 1), List.of())) {
                if (readers.add(reader)) {
                    open.add(reader);
                }
            }
        }
        return readers;
    }
}
