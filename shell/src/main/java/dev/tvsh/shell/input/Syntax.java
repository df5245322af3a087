package dev.tvsh.shell.input;

/** What the lexer must know of the rest of the shell to tell inputs apart. */
public interface Syntax {

    /** Whether a line that begins with this word is a command of tvsh. */
    boolean isCommand(String word);

    /** How the backslash command of this name reads its arguments. */
    ArgumentStyle argumentStyle(String name);

    /** How many arguments the backslash command of this name takes; what stands behind them is not evaluated. */
    default int arguments(String name) {
        return Integer.MAX_VALUE;
    }

    /** What a program in backquotes writes; where none runs, nothing. */
    default String backquoted(String command) {
        return "";
    }

    /** Whether backslash commands are refused, so that none of them sends a statement. */
    default boolean restricted() {
        return false;
    }

    /** Whether the end of a line ends a statement. */
    default boolean singleLine() {
        return false;
    }

    /** Whether {@code '...'} takes a backslash as it stands, as the session's server says. */
    boolean standardConformingStrings();
}
