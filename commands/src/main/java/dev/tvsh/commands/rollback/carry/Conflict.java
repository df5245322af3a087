package dev.tvsh.commands.rollback.carry;

import dev.tvsh.commands.tview.QualifiedName;

/** What cannot be carried over without guessing, and why. */
public record Conflict(QualifiedName table, String why) implements Comparable<Conflict> {

    String line() {
        return table + ": " + why;
    }

    @Override
    public int compareTo(Conflict other) {
        return line().compareTo(other.line());
    }
}
