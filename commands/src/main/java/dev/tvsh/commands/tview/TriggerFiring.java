package dev.tvsh.commands.tview;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** When a trigger fires, with the letter of {@code pg_trigger.tgenabled} and {@code pg_event_trigger.evtenabled}. */
public enum TriggerFiring {
    /** Fires for ordinary sessions. */
    ORIGIN("O"),
    /** Never fires. */
    DISABLED("D"),
    /** Fires only where {@code session_replication_role} is {@code replica}. */
    REPLICA("R"),
    /** Fires always. */
    ALWAYS("A");

    private final String letter;

    TriggerFiring(String letter) {
        this.letter = letter;
    }

    @JsonValue
    public String letter() {
        return letter;
    }

    /** The state that the catalogs write with this letter. */
    @JsonCreator
    public static TriggerFiring of(String letter) {
        for (TriggerFiring firing : values()) {
            if (firing.letter.equals(letter)) {
                return firing;
            }
        }
        throw new IllegalArgumentException("not a state of a trigger: " + letter);
    }

    /** Whether the trigger fires when an ordinary session writes. */
    public boolean firesForWriters() {
        return this == ORIGIN || this == ALWAYS;
    }
}
