package dev.tvsh.commands.check.history;

/**
 * One thing that is wrong, or cannot be told.
 *
 * @param id the check
 * @param object what it is about; empty if it is about no object
 */
public record Trouble(String id, String object) {
    @Override
    public String toString() {
        return object.isEmpty() ? id : id + " " + object;
    }
}
