package dev.tvsh.shell.input;

import java.util.List;
import java.util.Optional;

/** One thing to do, as the lexer found it. */
public sealed interface Input {

    /** What was typed. */
    String raw();

    /** What runs: {@link #raw()} with its variables expanded. */
    String text();

    /** The variables that were expanded, in order of appearance. */
    List<String> variables();

    /** The line on which it begins, from 1. */
    int line();

    /**
     * A statement.
     *
     * @param send the backslash command that sent it, where it was not a semicolon; with it {@code text} may be empty,
     *     which means the statement before
     */
    record Sql(String raw, String text, List<String> variables, int line, Optional<Meta> send) implements Input {
        public Sql {
            variables = List.copyOf(variables);
        }
    }

    /**
     * A command of tvsh.
     *
     * @param words what stands behind the name
     * @param bare whether it was typed without a backslash
     */
    record CommandLine(
            String raw, String text, List<String> variables, int line, String name, List<String> words, boolean bare)
            implements Input {
        public CommandLine {
            variables = List.copyOf(variables);
            words = List.copyOf(words);
        }
    }

    /**
     * A backslash command.
     *
     * @param name without the backslash
     * @param words its arguments; a single one if it takes the rest of the line
     */
    record Meta(String raw, String text, List<String> variables, int line, String name, List<String> words)
            implements Input {
        public Meta {
            variables = List.copyOf(variables);
            words = List.copyOf(words);
        }

        /** The argument at this place, from 0; empty if there are not so many. */
        public String word(int index) {
            return index < words.size() ? words.get(index) : "";
        }
    }

    /**
     * A line for the operating system.
     *
     * @param command what the system's shell is given
     */
    record Host(String raw, String text, List<String> variables, int line, String command) implements Input {
        public Host {
            variables = List.copyOf(variables);
        }
    }
}
