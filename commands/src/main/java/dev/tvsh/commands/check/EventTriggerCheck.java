package dev.tvsh.commands.check;

import dev.tvsh.commands.tview.EventTriggerState;
import dev.tvsh.commands.tview.Extension;
import java.util.List;

/** Whether the extension's event trigger is here and on. */
final class EventTriggerCheck implements Check {
    @Override
    public String id() {
        return "tv.event_trigger";
    }

    @Override
    public Severity severity() {
        return Severity.WARN;
    }

    @Override
    public Finding run(CheckContext context) {
        if (!context.catalog().extension().map(EventTriggerCheck::due).orElse(false)) {
            return Finding.ok(this);
        }
        List<EventTriggerState> triggers = context.catalog().eventTriggers();
        if (triggers.isEmpty()) {
            return Finding.problem(this, List.of(), "the extension has no event trigger", "");
        }
        List<String> off = triggers.stream()
                .filter(trigger -> !trigger.firing().firesForWriters())
                .map(EventTriggerState::name)
                .toList();
        return off.isEmpty()
                ? Finding.ok(this)
                : Finding.problem(this, off, "event trigger off: " + Shown.names(off), "ALTER EVENT TRIGGER … ENABLE");
    }

    private static boolean due(Extension extension) {
        return switch (extension.objects()) {
            case BETA_2, BETA_3, BETA_7 -> true;
            case BETA_1, DOCUMENTED, UNKNOWN -> false;
        };
    }
}
