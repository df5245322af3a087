package dev.tvsh.shell.input;

/**
 * Knows whether a statement is inside {@code BEGIN ATOMIC ... END}, where semicolons do not end it.
 *
 * <p>Only {@code CREATE [OR REPLACE] FUNCTION} and {@code PROCEDURE} have such bodies, so only the first words decide.
 */
final class FunctionBody {

    private static final int FIRST_WORDS = 4;

    private final StringBuilder first = new StringBuilder();
    private int words;
    private int depth;

    FunctionBody() {}

    FunctionBody(FunctionBody other) {
        first.append(other.first);
        words = other.words;
        depth = other.depth;
    }

    void clear() {
        first.setLength(0);
        words = 0;
        depth = 0;
    }

    boolean open() {
        return depth > 0;
    }

    /** Takes the next word of the statement, in lower case. */
    void word(String word) {
        if (words < FIRST_WORDS) {
            first.append(word).append(' ');
        }
        words++;
        if (!createsRoutine()) {
            return;
        }
        switch (word) {
            case "begin" -> depth++;
            case "case" -> depth += depth > 0 ? 1 : 0;
            case "end" -> depth -= depth > 0 ? 1 : 0;
            default -> {}
        }
    }

    private boolean createsRoutine() {
        String start = first.toString();
        return start.startsWith("create function ")
                || start.startsWith("create procedure ")
                || start.startsWith("create or replace function ")
                || start.startsWith("create or replace procedure ");
    }
}
