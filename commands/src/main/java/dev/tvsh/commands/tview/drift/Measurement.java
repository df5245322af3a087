package dev.tvsh.commands.tview.drift;

import dev.tvsh.commands.tview.Fact;

/**
 * What was found out of one TVIEW.
 *
 * @param drift how its table stands against its view, as far as the note says
 * @param note what was not compared, and why; empty if everything was
 */
public record Measurement(String entity, Fact<Drift> drift, String note) {

    static Measurement undetermined(String entity, String reason) {
        return new Measurement(entity, Fact.undetermined(reason), "");
    }
}
