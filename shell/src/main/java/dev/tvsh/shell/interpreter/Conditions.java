package dev.tvsh.shell.interpreter;

import dev.tvsh.commands.ExitCode;
import dev.tvsh.commands.TvshException;
import dev.tvsh.shell.input.Input;
import dev.tvsh.shell.render.Output;
import java.util.ArrayDeque;
import java.util.Deque;

/** The {@code \if} blocks that are open, the innermost first. */
public final class Conditions {

    private enum Branch {
        /** Runs. */
        TAKEN,
        /** Does not run, and a later branch may. */
        WAITING,
        /** Does not run, and no later branch may. */
        OVER
    }

    private static final class Block {
        private Branch branch;
        private boolean elseSeen;

        Block(Branch branch) {
            this.branch = branch;
        }
    }

    private final Deque<Block> blocks = new ArrayDeque<>();

    /** Whether inputs run now. */
    public boolean active() {
        Block block = blocks.peek();
        return block == null || block.branch == Branch.TAKEN;
    }

    /** Whether the value of the next {@code \elif} matters. */
    public boolean elifMatters() {
        Block block = blocks.peek();
        return block != null && block.branch == Branch.WAITING;
    }

    /** Tells a person that an input has not run, who may have forgotten the {@code \if}. */
    static void tellIgnored(Input input, Output output) {
        String what = "query";
        if (!(input instanceof Input.Sql)) {
            boolean bare = input instanceof Input.CommandLine line && line.bare();
            what = (bare ? "" : "\\") + name(input) + " command";
        }
        output.error(what + " ignored; use \\endif or Ctrl-C to exit current \\if block\n");
    }

    private static String name(Input input) {
        if (input instanceof Input.CommandLine line) {
            return line.name();
        }
        return input instanceof Input.Meta meta ? meta.name() : "!";
    }

    public int depth() {
        return blocks.size();
    }

    /** {@code \if}; inside of a branch that does not run the value does not matter. */
    public void begin(boolean value) {
        blocks.push(new Block(!active() ? Branch.OVER : value ? Branch.TAKEN : Branch.WAITING));
    }

    public void elseIf(boolean value) {
        Block block = innermost("\\elif");
        if (block.elseSeen) {
            throw new TvshException(ExitCode.FATAL, "\\elif: cannot occur after \\else");
        }
        block.branch = block.branch == Branch.WAITING ? (value ? Branch.TAKEN : Branch.WAITING) : Branch.OVER;
    }

    public void otherwise() {
        Block block = innermost("\\else");
        if (block.elseSeen) {
            throw new TvshException(ExitCode.FATAL, "\\else: cannot occur after \\else");
        }
        block.elseSeen = true;
        block.branch = block.branch == Branch.WAITING ? Branch.TAKEN : Branch.OVER;
    }

    public void end() {
        innermost("\\endif");
        blocks.pop();
    }

    private Block innermost(String what) {
        Block block = blocks.peek();
        if (block == null) {
            throw new TvshException(ExitCode.FATAL, what + ": no matching \\if");
        }
        return block;
    }
}
