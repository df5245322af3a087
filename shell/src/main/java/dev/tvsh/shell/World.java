package dev.tvsh.shell;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a process has of the world around it.
 *
 * @param environment its variables
 * @param home the user's home folder
 * @param folder the folder that file names are relative to
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param terminal opens the terminal; empty if there is none at both ends
 * @param atExit takes what is to run when the process is ended from outside
 */
public record World(
        Map<String, String> environment,
        Path home,
        Path folder,
        InputStream in,
        OutputStream out,
        OutputStream err,
        Optional<TerminalFactory> terminal,
        Consumer<Runnable> atExit) {

    /** The same world, with nobody there to hear or to be asked. */
    World silent() {
        return new World(
                environment,
                home,
                folder,
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                Optional.empty(),
                action -> {});
    }
}
