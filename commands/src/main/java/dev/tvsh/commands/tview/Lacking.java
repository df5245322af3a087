package dev.tvsh.commands.tview;

import java.util.List;

/**
 * What the role of the session may not do.
 *
 * @param refresh tables of TVIEWs that it cannot fill again: that takes INSERT and TRUNCATE on the table and SELECT on the view
 * @param switchTriggers tables whose triggers it cannot switch: that takes their owner's rights
 */
public record Lacking(List<QualifiedName> refresh, List<QualifiedName> switchTriggers) {
    public Lacking {
        refresh = List.copyOf(refresh);
        switchTriggers = List.copyOf(switchTriggers);
    }
}
