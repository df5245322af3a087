package dev.tvsh.shell.input;

import java.util.ArrayList;
import java.util.List;

/** One statement as it grows: as it was typed, and as it will be sent, with the values of its variables. */
final class StatementText {

    private final StringBuilder raw = new StringBuilder();
    private final StringBuilder text;
    private final List<String> used = new ArrayList<>();

    StatementText() {
        this.text = new StringBuilder();
    }

    /** One that only knows whether there is any text in the other, and can be led on without the other noticing. */
    StatementText(StatementText other) {
        this.text = new StringBuilder(other.text.isEmpty() ? "" : " ");
    }

    /**
     * Adds a part.
     *
     * @param typed whether it was typed; else it comes from the value of a variable
     * @return {@code to}
     */
    int take(String in, int from, int to, boolean typed) {
        text.append(in, from, to);
        if (typed) {
            raw.append(in, from, to);
        }
        return to;
    }

    /** Adds what is typed in one way and sent in another. */
    void take(String typed, String sent) {
        raw.append(typed);
        text.append(sent);
    }

    /** A variable's name was read. */
    void used(String variable) {
        used.add(variable);
    }

    List<String> used() {
        return List.copyOf(used);
    }

    /** As it was typed. */
    String raw() {
        return raw.toString().stripTrailing();
    }

    /** As it will be sent. */
    String text() {
        return text.toString().stripTrailing();
    }

    /** The text with the blanks that stand before a backslash command. */
    String wholeText() {
        return text.toString();
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** The text so far, without the end of its last line. */
    String soFar() {
        int length = text.length();
        return text.substring(0, length > 0 && text.charAt(length - 1) == '\n' ? length - 1 : length);
    }

    /** A backslash command behind a part of the statement has taken the rest of the line. */
    void lineTaken() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            take("\n", "\n");
        }
    }

    /** Takes back the line end in front of a backslash command that begins a line. */
    void dropLineEnd() {
        int last = text.length() - 1;
        if (last >= 0 && text.charAt(last) == '\n') {
            text.setLength(last);
        }
    }

    /** How much of it there is, to which it can be cut back; lengths. */
    record Mark(int raw, int text, int used) {}

    Mark mark() {
        return new Mark(raw.length(), text.length(), used.size());
    }

    /**
     * Cuts it back to the mark.
     *
     * @return whether it could be: the statement of the mark has not been ended meanwhile
     */
    boolean cutBack(Mark mark) {
        if (raw.length() < mark.raw() || text.length() < mark.text()) {
            return false;
        }
        raw.setLength(mark.raw());
        text.setLength(mark.text());
        used.subList(Math.min(mark.used(), used.size()), used.size()).clear();
        return true;
    }

    void clear() {
        raw.setLength(0);
        text.setLength(0);
        used.clear();
    }
}
