package dev.tvsh.shell.input;

/** How a backslash command reads what stands behind its name. */
public enum ArgumentStyle {
    /** Words, with quotes and variables. */
    WORDS,
    /** As {@link #WORDS}; a semicolon at the end of a word does not belong to it. */
    NAMES,
    /** As {@link #NAMES}; a first word that begins with {@code |} takes the rest of the line. */
    FILE,
    /** The rest of the line as it stands. */
    LINE,
    /** As {@link #FILE}; the command runs the statement that was typed before it. */
    SEND,
    /** As {@link #NAMES}; the command runs the statement that was typed before it. */
    SEND_NAMES;

    /** Whether the command runs the statement before it. */
    public boolean sends() {
        return this == SEND || this == SEND_NAMES;
    }
}
