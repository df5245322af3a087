package dev.tvsh.commands.check.probe;

import dev.tvsh.commands.tview.EventTriggerState;
import dev.tvsh.commands.tview.Extension;
import java.util.List;

/** Whether the extension's event trigger is here and on. */
final class EventTriggerProbe implements Probe {
    @Override
    public Answer look(CheckContext context) {
        if (!context.catalog().extension().map(EventTriggerProbe::due).orElse(false)) {
            return Answer.ok();
        }
        List<EventTriggerState> triggers = context.catalog().eventTriggers();
        if (triggers.isEmpty()) {
            return Answer.problem(List.of(), "the extension has no event trigger", "");
        }
        List<String> off = triggers.stream()
                .filter(trigger -> !trigger.firing().firesForWriters())
                .map(EventTriggerState::name)
                .toList();
        return off.isEmpty()
                ? Answer.ok()
                : Answer.problem(off, "event trigger off: " + Shown.names(off), "ALTER EVENT TRIGGER … ENABLE");
    }

    private static boolean due(Extension extension) {
        return switch (extension.objects()) {
            case BETA_2, BETA_3, BETA_7 -> true;
            case BETA_1, DOCUMENTED, UNKNOWN -> false;
        };
    }
}
