package dev.tvsh.shell.input;

/**
 * Where the input stands at the end of a line.
 *
 * @param status what goes on there
 * @param line the number of the next line within its statement, from 1
 */
public record Standing(PromptStatus status, int line) {

    /** Nothing goes on. */
    public static final Standing READY = new Standing(PromptStatus.READY, 1);
}
