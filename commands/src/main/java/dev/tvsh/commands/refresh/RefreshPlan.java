package dev.tvsh.commands.refresh;

import dev.tvsh.commands.change.LockPolicy;
import dev.tvsh.commands.refresh.RefreshSchedule.Unit;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.templates.Rendered;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run does.
 *
 * @param command the command that the user typed
 * @param left the TVIEWs that are still to be refreshed, each after those that it reads
 */
record RefreshPlan(
        String command,
        List<Tview> left,
        RefreshOptions options,
        RefreshStatements statements,
        RefreshCosts costs,
        RefreshSchedule schedule) {

    RefreshPlan {
        left = List.copyOf(left);
    }

    static RefreshPlan of(
            String command,
            List<Tview> left,
            RefreshOptions options,
            RefreshStatements statements,
            RefreshCosts costs) {
        return new RefreshPlan(command, left, options, statements, costs, schedule(left, options, costs));
    }

    private static RefreshSchedule schedule(List<Tview> left, RefreshOptions options, RefreshCosts costs) {
        List<Unit> units = options.atomic() && !left.isEmpty()
                ? List.of(new Unit(left))
                : left.stream().map(tview -> new Unit(List.of(tview))).toList();
        return new RefreshSchedule(units, costs::of);
    }

    /** All that runs, as one session runs it if nothing fails. */
    List<Rendered> statementsInOrder() {
        RefreshSchedule alone = schedule(left, options, costs);
        List<Rendered> all = new ArrayList<>();
        Optional<Unit> next = alone.next(0);
        while (next.isPresent()) {
            all.addAll(statements.script(next.get().tviews()).statements());
            alone.done(next.get());
            next = alone.next(0);
        }
        return all;
    }

    /** How many sessions work: no more than find something to do. */
    int jobs() {
        return Math.max(1, Math.min(options.jobs(), left.size()));
    }

    boolean goOn() {
        return options.goOn();
    }

    LockPolicy locks() {
        return options.locks();
    }
}
