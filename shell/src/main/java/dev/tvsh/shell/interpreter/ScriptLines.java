package dev.tvsh.shell.interpreter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lines of a script, for the lexer or, where a COPY wants data, for the server. A line feed ends a line, nothing else. */
final class ScriptLines implements InputLines {

    private final Reader reader;
    private final Supplier<Charset> charset;
    private final Runnable taken;
    private boolean first = true;

    /** @param taken is told of each line of data, which the lexer does not see */
    ScriptLines(Reader reader, Supplier<Charset> charset, Runnable taken) {
        this.reader = reader instanceof BufferedReader ? reader : new BufferedReader(reader, 1 << 16);
        this.charset = charset;
        this.taken = taken;
    }

    /** The next line without its line end; null at the end. */
    @Nullable String read() throws IOException {
        String line = readWhole();
        return line != null && line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
    }

    @Override
    public byte @Nullable [] next() {
        try {
            String line = readWhole();
            if (line == null) {
                return null;
            }
            taken.run();
            return line.getBytes(charset.get());
        } catch (IOException e) {
            // Reading on for the lexer meets the same error and tells it.
            return null;
        }
    }

    private @Nullable String readWhole() throws IOException {
        StringBuilder line = new StringBuilder();
        int c;
        while ((c = reader.read()) >= 0) {
            line.append((char) c);
            if (c == '\n') {
                break;
            }
        }
        if (first && line.length() > 0 && line.charAt(0) == '\ufeff') {
            line.deleteCharAt(0);
        }
        first = false;
        return line.isEmpty() ? null : line.toString();
    }
}
