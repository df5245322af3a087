package dev.tvsh.shell.render;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where results and messages go. When nobody reads the results any more, they are dropped and {@link #broken()} says so;
 * nothing that runs is disturbed by it.
 */
public final class Output {

    private final Writer out;
    private final Writer err;
    private @Nullable Writer file;
    private @Nullable Writer diverted;
    private @Nullable Writer copy;
    private boolean broken;
    private boolean ascii;

    public Output(OutputStream out, OutputStream err) {
        this(writer(out), writer(err));
    }

    public Output(Writer out, Writer err) {
        this.out = out;
        this.err = err;
    }

    private static Writer writer(OutputStream stream) {
        return new java.io.BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 15);
    }

    /** Results of queries: to the terminal or standard output, or where {@code \o} leads. */
    public synchronized void print(String text) {
        Writer to = diverted == null ? file : diverted;
        if (to == null) {
            toStandardOutput(text);
        } else {
            write(to, text);
        }
        log(text);
    }

    /** Data of a COPY, where results go. */
    public void data(byte[] bytes, Charset charset) {
        print(new String(bytes, charset));
    }

    /** To the terminal or standard output, wherever results go. */
    public synchronized void echo(String text) {
        toStandardOutput(text);
        log(text);
    }

    /** As {@link #print}, for a text of tvsh's own, whose signs the terminal may not have. */
    public void say(String text) {
        print(shown(text));
    }

    /** As {@link #error}, for a text of tvsh's own. */
    public void complain(String text) {
        error(shown(text));
    }

    /** A text of tvsh's own in signs that the terminal has. */
    public String shown(String text) {
        return ascii ? Symbols.inAscii(text) : text;
    }

    /** Whether only ASCII can be shown. */
    public void ascii(boolean on) {
        ascii = on;
    }

    /** A message: to the terminal or standard error, in order with the results. */
    public synchronized void error(String text) {
        flush();
        write(err, text);
        log(text);
        flushQuietly(err);
    }

    /** Sends results to a file from now on; null sends them to the terminal or standard output again. */
    public synchronized void redirect(@Nullable Path path) throws IOException {
        Writer before = file;
        file = path == null ? null : Files.newBufferedWriter(path);
        if (before != null) {
            before.close();
        }
    }

    /** Sends the results of one statement to a file, until {@link #divertEnd()}. */
    public synchronized void divert(Path path) throws IOException {
        diverted = Files.newBufferedWriter(path);
    }

    public synchronized void divertEnd() {
        Writer before = diverted;
        diverted = null;
        if (before != null) {
            try {
                before.close();
            } catch (IOException e) {
                error("the results are not complete: " + e.getMessage() + "\n");
            }
        }
    }

    /** Keeps a copy of everything in this file, as {@code -L} does. */
    public synchronized void copyTo(Path path) throws IOException {
        copy = Files.newBufferedWriter(
                path, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
    }

    public synchronized void flush() {
        if (file != null) {
            flushQuietly(file);
        }
        if (copy != null) {
            flushQuietly(copy);
        }
        try {
            out.flush();
        } catch (IOException e) {
            broken = true;
        }
    }

    /** Whether standard output has been closed by whoever read it. */
    public synchronized boolean broken() {
        return broken;
    }

    private void toStandardOutput(String text) {
        if (broken) {
            return;
        }
        try {
            out.write(text);
        } catch (IOException e) {
            broken = true;
        }
    }

    private void log(String text) {
        if (copy != null) {
            write(copy, text);
        }
    }

    private static void write(Writer to, String text) {
        try {
            to.write(text);
        } catch (IOException e) {
            // A message that nobody can receive is no reason to stop what is running.
        }
    }

    private static void flushQuietly(Writer writer) {
        try {
            writer.flush();
        } catch (IOException e) {
            // as in write
        }
    }
}
