package dev.tvsh.shell;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Prints lines at once. */
final class LinePrinter implements Consumer<String> {

    private final PrintStream stream;

    LinePrinter(OutputStream stream) {
        this.stream = new PrintStream(stream, false, StandardCharsets.UTF_8);
    }

    @Override
    public void accept(String line) {
        stream.print(line + "\n");
        stream.flush();
    }
}
