package dev.tvsh.shell.interpreter;

import dev.tvsh.shell.render.Output;

/**
 * What stands before messages about an input.
 *
 * @param prefix file and line; empty where the input does not come from a file
 */
public record MessagePlace(String prefix) {

    /** Tells an error that is not the server's. */
    public void error(Output out, String text) {
        out.error((prefix.isEmpty() ? "" : prefix + "error: ") + text + "\n");
    }

    /** Tells something to be careful about. */
    public void warning(Output out, String text) {
        out.error((prefix.isEmpty() ? "" : prefix + "warning: ") + text + "\n");
    }
}
