package dev.tvsh.commands.refresh;

import dev.tvsh.commands.triggers.PausedTriggers;
import dev.tvsh.commands.tview.Tview;
import dev.tvsh.templates.Rendered;
import java.util.List;

/**
 * One transaction that refreshes TVIEWs: all of its statements, rendered before the first of them runs.
 *
 * @param tviews what is refreshed, in this order
 */
record RefreshScript(List<Tview> tviews, List<Step> steps) {

    RefreshScript {
        tviews = List.copyOf(tviews);
        steps = List.copyOf(steps);
    }

    /** All statements, in order. */
    List<Rendered> statements() {
        return steps.stream().map(Step::sql).toList();
    }

    /** One statement, and what its answer has to be. */
    sealed interface Step {

        Rendered sql();

        /** No answer matters. */
        record Run(Rendered sql) implements Step {}

        /** The statement that waits until nobody else uses the tables. */
        record Lock(Rendered sql, List<Tview> tviews) implements Step {}

        /** The triggers must be as the statements after this one take them to be. */
        record Look(Rendered sql, Tview tview, PausedTriggers expected) implements Step {}

        /**
         * The rows go in.
         *
         * @param counted whether the answer has the numbers of rows, and does not only tell how many went in
         */
        record Fill(Rendered sql, Tview tview, boolean counted) implements Step {}

        /** The table must have as many rows as went in. */
        record Count(Rendered sql, Tview tview) implements Step {}

        /** From here on it is done. */
        record Commit(Rendered sql) implements Step {}
    }
}
