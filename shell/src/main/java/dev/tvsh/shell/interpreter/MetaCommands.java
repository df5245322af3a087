package dev.tvsh.shell.interpreter;

import dev.tvsh.shell.input.ArgumentStyle;
import dev.tvsh.shell.input.Input;
import dev.tvsh.shell.input.Lexer;

/** The backslash commands, as the interpreter knows them. */
public interface MetaCommands {

    /** How the command of this name reads its arguments; {@link ArgumentStyle#NAMES} if there is none. */
    ArgumentStyle argumentStyle(String name);

    /** How many arguments the command of this name takes; any number if there is none. */
    int arguments(String name);

    /** Whether there is a command of this name. */
    boolean knows(String name);

    /** Whether the command is read and run also in the part of an {@code \if} that is passed over. */
    boolean steersConditions(String name);

    /**
     * Runs a backslash command.
     *
     * @throws dev.tvsh.commands.TvshException if there is no such command, or it cannot do what it should
     */
    Answer run(Call call);

    /**
     * A backslash command about to run.
     *
     * @param meta the command and its arguments
     * @param state the shell
     * @param lexer where it was read; has the statement that was typed so far
     * @param place where it stands
     * @param interpreter runs what the command includes
     */
    record Call(Input.Meta meta, ShellState state, Lexer lexer, Place place, Interpreter interpreter) {

        /** The argument at this place, from 0; empty if there are not so many. */
        public String word(int index) {
            return meta.word(index);
        }

        public void print(String text) {
            state.output().print(text);
        }

        /** Prints a text of many lines: through the pager if it is longer than the screen. */
        public void page(String text) {
            state.output().page(text, state.settings());
        }

        /** Tells an error that does not make the command fail. */
        public void tellError(String text) {
            MessagePlace.of(place, lexer).error(state.output(), text);
        }

        /** Tells something to be careful about. */
        public void warn(String text) {
            MessagePlace.of(place, lexer).warning(state.output(), "\\" + meta.name() + ": " + text);
        }

        /** Tells on standard error what is wrong, with nothing before it but where it stands. */
        public void tellProblem(String text) {
            state.output().error(place.prefix(lexer.line()) + text + "\n");
        }
    }
}
