package dev.tvsh.commands.queue;

import dev.tvsh.commands.tview.QualifiedName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session, or a prepared transaction, that holds or awaits tables of TVIEWs. */
final class Holder {
    private final String name;
    private final String role;
    private final String application;
    private final String state;
    private final @Nullable Long seconds;
    private final List<Hold> holds = new ArrayList<>();
    private final List<Hold> awaits = new ArrayList<>();
    private final List<String> blockedBy = new ArrayList<>();

    /**
     * A table and how it is locked.
     *
     * @param mode as {@code pg_locks} spells it
     */
    record Hold(QualifiedName table, String mode) {
        /** What the lock is for, for people. */
        String shown() {
            return table + " ("
                    + switch (mode) {
                        case "AccessShareLock" -> "reads";
                        case "RowShareLock" -> "locks rows";
                        case "RowExclusiveLock" -> "writes";
                        case "AccessExclusiveLock" -> "for itself";
                        default -> mode.replace("Lock", "");
                    }
                    + ")";
        }
    }

    /**
     * One that holds nothing yet.
     *
     * @param name the number of its process, or the name of the prepared transaction
     * @param state as {@code pg_stat_activity} spells it; empty if that is not told
     * @param seconds since its transaction began; null if that is not told
     */
    Holder(String name, String role, String application, String state, @Nullable Long seconds) {
        this.name = name;
        this.role = role;
        this.application = application;
        this.state = state;
        this.seconds = seconds;
    }

    void holds(Hold hold) {
        holds.add(hold);
    }

    void awaits(Hold hold, List<String> others) {
        awaits.add(hold);
        blockedBy.addAll(others);
    }

    String name() {
        return name;
    }

    String role() {
        return role;
    }

    String application() {
        return application;
    }

    String state() {
        return state;
    }

    @Nullable Long seconds() {
        return seconds;
    }

    List<Hold> holds() {
        return List.copyOf(holds);
    }

    List<Hold> awaits() {
        return List.copyOf(awaits);
    }

    /** The processes that it waits for; 0 stands for a prepared transaction. */
    List<String> blockedBy() {
        return blockedBy.stream().distinct().toList();
    }

    /** @param key what a document calls its name */
    Map<String, @Nullable Object> toJson(String key) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(key, name);
        json.put("role", role);
        json.put("application", application);
        json.put("state", state);
        json.put("seconds", seconds);
        json.put("holds", holds.stream().map(Holder::toJson).toList());
        json.put("awaits", awaits.stream().map(Holder::toJson).toList());
        json.put("blockedBy", blockedBy());
        return json;
    }

    private static Map<String, String> toJson(Hold hold) {
        return Map.of("table", hold.table().toString(), "mode", hold.mode());
    }
}
