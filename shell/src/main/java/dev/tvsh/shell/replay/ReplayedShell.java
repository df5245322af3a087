package dev.tvsh.shell.replay;

import dev.tvsh.commands.transcript.Transcript;
import dev.tvsh.shell.input.Input;
import dev.tvsh.shell.input.Lexer;
import dev.tvsh.shell.input.VariableSource;

/** The shell, as a replay uses it. */
public interface ReplayedShell {

    /** A lexer that knows the shell's commands, and no variables but these. */
    Lexer lexer(VariableSource variables);

    /**
     * Runs one input as any other, and records it.
     *
     * @param lexer what it was read with
     * @param source where it comes from, for the record
     */
    Transcript.Result run(Input input, Lexer lexer, String source);
}
